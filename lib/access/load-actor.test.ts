import { expect, test } from 'vitest'
import { permissionsOf } from './load-actor.ts'

test('a permission held everywhere stays so, whatever else is held in one project', () => {
  const everywhere = { permissions: ['session.view'], projectId: null }
  const inOne = { permissions: ['session.view', 'archive.view'], projectId: 'p1' }
  for (const order of [
    [everywhere, inOne],
    [inOne, everywhere],
  ]) {
    const permissions = permissionsOf(order)
    expect(permissions.get('session.view')).toBe('everywhere')
    expect(permissions.get('archive.view')).toEqual(new Set(['p1']))
  }
})

test('projects add up', () => {
  const held = ['p1', 'p2'].map((projectId) => ({ permissions: ['session.view'], projectId }))
  expect(permissionsOf(held).get('session.view')).toEqual(new Set(['p1', 'p2']))
})

test('a permission nobody knows opens nothing, whatever its name', () => {
  const odd = { permissions: ['__proto__', 'constructor', 'session.destroy'], projectId: null }
  expect([...permissionsOf([odd])]).toEqual([])
})
