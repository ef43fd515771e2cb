import { expect, it } from 'vitest'
import { spokenKeys } from './spoken-keys.ts'

it('names the keys that are held together, by what is written on this keyboard', () => {
  expect(spokenKeys('mod+k', 'Ctrl')).toBe('Control and K')
  expect(spokenKeys('mod+k', '⌘')).toBe('Command and K')
  expect(spokenKeys('shift+m', 'Ctrl')).toBe('Shift and M')
})

it('tells keys that follow each other from keys that are held', () => {
  expect(spokenKeys('g l', 'Ctrl')).toBe('g, then l')
})

it('has a word for a sign that a screen reader may pass over', () => {
  expect(spokenKeys('/', 'Ctrl')).toBe('slash')
  expect(spokenKeys('m', 'Ctrl')).toBe('m')
})
