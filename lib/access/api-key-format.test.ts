import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hashApiKey, newApiKey, prefixOf } from './api-key-format.ts'

test('a key has the form that scanners are told of, and is another each time', () => {
  const told = /`(gavel_[^`]+)`/.exec(readFileSync('docs/api-keys.md', 'utf8'))?.[1] ?? ''
  const keys = Array.from({ length: 500 }, () => newApiKey())
  expect(new Set(keys.map(({ key }) => key)).size).toBe(500)
  for (const { key, prefix, hash } of keys) {
    expect(key).toMatch(new RegExp(`^${told}$`))
    expect(key).toHaveLength(64)
    expect(prefixOf(key)).toBe(prefix)
    expect(hash).toEqual(hashApiKey(key))
    expect(key.startsWith(`${prefix}_`)).toBe(true)
  }
})

test('whatever is changed in a key, it is none any more', () => {
  const { key } = newApiKey()
  for (let place = 0; place < key.length; place++) {
    const other = key[place] === 'x' ? 'y' : 'x'
    expect(prefixOf(key.slice(0, place) + other + key.slice(place + 1))).toBeNull()
  }
  for (const text of ['', key.slice(1), `${key}0`, ` ${key}`, key.toUpperCase(), key.slice(0, -6)])
    expect(prefixOf(text)).toBeNull()
})
