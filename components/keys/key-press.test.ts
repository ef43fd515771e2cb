import { expect, it } from 'vitest'
import { keyPress } from './key-press.ts'

const press = (key: string, held: string[] = []) =>
  keyPress({
    key,
    shiftKey: held.includes('shift'),
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
  })

it('names keys the way bindings do, on every keyboard', () => {
  expect(press('m')).toBe('m')
  expect(press('M', ['shift'])).toBe('shift+m')
  expect(press('M')).toBe('m')
  expect(press('?', ['shift'])).toBe('?')
  expect(press(' ')).toBe('Space')
  expect(press('Enter', ['shift'])).toBe('shift+Enter')
  expect(press('k', ['ctrl'])).toBe('mod+k')
  expect(press('k', ['meta'])).toBe('mod+k')
})

it('leaves to the browser what is none of ours', () => {
  expect(press('Shift', ['shift'])).toBeNull()
  expect(press('@', ['alt'])).toBeNull()
})
