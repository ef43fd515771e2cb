import { describe, expect, test } from 'vitest'
import type { RoleView } from '#lib/people/model.ts'
import { cellOf, changesOf, draftOf, toggled } from './role-draft.ts'

const aRole = (given: Partial<RoleView> = {}): RoleView => ({
  id: '0193f0a0-0000-7000-8000-000000000001',
  key: 'custom',
  name: 'Night lead',
  description: '',
  builtIn: false,
  permissions: ['session.view', 'archive.view'],
  needsTwoFactors: false,
  version: 3,
  people: [],
  ...given,
})

test('a draft that changes nothing has no changes, and a change taken back is none', () => {
  const role = aRole()
  expect(changesOf(role, draftOf(role))).toEqual([])
  expect(changesOf(role, toggled(toggled(draftOf(role), 'audit.view'), 'audit.view'))).toEqual([])
})

test('what is added comes before what is taken, and before what else changes', () => {
  const role = aRole()
  const draft = { ...toggled(toggled(draftOf(role), 'archive.view'), 'audit.view'), needsTwoFactors: true }
  expect(changesOf(role, draft)).toEqual([
    { kind: 'adds', permission: 'audit.view' },
    { kind: 'takes', permission: 'archive.view' },
    { kind: 'other', what: 'two factors on' },
  ])
})

describe('a cell', () => {
  const role = aRole()
  test('of a column nobody edits shows what is held', () => {
    expect(cellOf(role, null, 'session.view', false)).toBe('held')
    expect(cellOf(role, null, 'audit.view', false)).toBe('not-held')
  })
  test('of an edited column shows what would change', () => {
    const draft = toggled(toggled(draftOf(role), 'archive.view'), 'audit.view')
    expect(cellOf(role, draft, 'audit.view', true)).toBe('added')
    expect(cellOf(role, draft, 'archive.view', true)).toBe('taken')
    expect(cellOf(role, draft, 'session.view', true)).toBe('held')
  })
  test('is locked where the reader may not give it, and in a built-in role', () => {
    expect(cellOf(role, draftOf(role), 'audit.view', false)).toBe('locked')
    const builtIn = aRole({ builtIn: true })
    expect(cellOf(builtIn, draftOf(builtIn), 'session.view', true)).toBe('locked-held')
  })
})
