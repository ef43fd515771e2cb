import { expect, test } from 'vitest'
import { splitTarget } from './split-target.ts'

test.each([
  ['/live?a=1', { path: '/live?a=1', host: null }],
  ['//evil.example/', { path: '//evil.example/', host: null }],
  ['/live/%ff?a=%ff', { path: '/unreadable', host: null }],
  ['/live?a=%ff', { path: '/live?a=%ff', host: null }],
  ['*', { path: '/', host: null }],
  ['http://evil.example/live', { path: '/live', host: 'evil.example' }],
  ['HTTPS://evil.example:8443?x', { path: '/?x', host: 'evil.example:8443' }],
  ['http://a@evil.example/', { path: '/', host: 'a@evil.example' }],
  ['http:///live', { path: '/live', host: '' }],
  ['ftp://evil.example/x', { path: '/', host: '' }],
  ['live', { path: '/', host: '' }],
])('%j is read', (target, read) => {
  expect(splitTarget(target)).toEqual(read)
})
