import { expect, test } from 'vitest'
import { mappedRoles, parseRoleMapping } from './role-mapping.ts'

test('groups, roles and projects are read; the last equals sign divides', () => {
  expect(parseRoleMapping(' /staff/mods=moderator, cn=leads=lead@456 ,x y = auditor')).toEqual([
    { group: '/staff/mods', roleKey: 'moderator', projectPlatformId: null },
    { group: 'cn=leads', roleKey: 'lead', projectPlatformId: '456' },
    { group: 'x y', roleKey: 'auditor', projectPlatformId: null },
  ])
})

test('only the very name of a group counts', () => {
  const mapping = parseRoleMapping('mods=moderator,mods=reviewer,leads=lead')
  expect(mappedRoles(mapping, ['mods']).map(({ roleKey }) => roleKey)).toEqual(['moderator', 'reviewer'])
  expect(mappedRoles(mapping, ['Mods', 'mods ', 'leads,mods', ''])).toEqual([])
})
