import { createEscapeGuard } from './escape-guard.ts'
import { findBinding } from './find-binding.ts'
import { isSingleKey, type KeyBinding } from './key-binding.ts'
import { keyPress } from './key-press.ts'

/** How long the first key of a sequence waits for the second. */
const SEQUENCE_MS = 1_200
const STORED = 'gavel-single-keys'

type Layer = { current: readonly KeyBinding[] }

const layers: Layer[] = []
const escapes = createEscapeGuard()
const watchers = new Set<() => void>()
let listing: readonly KeyBinding[] = []
let before = ''
let beforeUntil = 0

/** Binds keys until the returned function is called. What was bound last wins. */
export function bindKeys(layer: Layer): () => void {
  if (layers.length === 0) window.addEventListener('keydown', onKeyDown)
  layers.push(layer)
  changed()
  return () => {
    layers.splice(layers.indexOf(layer), 1)
    if (layers.length === 0) window.removeEventListener('keydown', onKeyDown)
    changed()
  }
}

/** All keys that do something here, as one list that only changes when they do. */
export const boundKeys = (): readonly KeyBinding[] => listing

export function watchKeys(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Somebody who dictates or leans on the keyboard can switch single keys off; this browser remembers it. */
export const singleKeysAreOn = (): boolean => localStorage.getItem(STORED) !== 'off'

export function switchSingleKeys(on: boolean): void {
  localStorage.setItem(STORED, on ? 'on' : 'off')
  changed()
}

function changed(): void {
  listing = layers.flatMap(({ current }) => current)
  for (const watcher of watchers) watcher()
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Escape' && (event.defaultPrevented || isOverThePage(event))) {
    escapes.taken(performance.now())
    return
  }
  const press = event.defaultPrevented || event.isComposing ? null : keyPress(event)
  if (press === null) return
  const now = performance.now()
  if (press === 'Escape' && escapes.holds(now)) return
  const found = findBinding(
    layers.map(({ current }) => current),
    now < beforeUntil ? before : '',
    press,
  )
  before = ''
  if (!found || !mayAct(event, press, 'binding' in found && (found.binding.whileTyping ?? false))) return
  if ('waitingFor' in found) {
    before = found.waitingFor
    beforeUntil = now + SEQUENCE_MS
    return
  }
  event.preventDefault()
  if (!event.repeat || found.binding.repeats) found.binding.run()
}

function isOverThePage({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null
}

/** Typing, a dialog, and a focused button have the keys for themselves. */
function mayAct(event: KeyboardEvent, press: string, whileTyping: boolean): boolean {
  if (isSingleKey({ keys: press }) && !singleKeysAreOn()) return false
  if (whileTyping) return true
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'))
    return false
  return !(['Enter', 'Space'].includes(press) && target?.closest('a, button, summary, [role="tab"], video'))
}
