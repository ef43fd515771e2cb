type KeyEvent = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>

/**
 * A key press as bindings name it: `m`, `shift+m`, `mod+k` (⌘ or Ctrl), `?`, `Enter`. A sign that needs Shift on this
 * keyboard is named by the sign alone, for another keyboard has it elsewhere. Null for what no binding may take.
 */
export function keyPress({ key, metaKey, ctrlKey, altKey, shiftKey }: KeyEvent): string | null {
  if (altKey || ['Shift', 'Control', 'Meta', 'Alt', 'Dead', 'Unidentified'].includes(key)) return null
  const isLetter = /^\p{L}$/u.test(key)
  const name = isLetter ? key.toLowerCase() : key === ' ' ? 'Space' : key
  const shift = shiftKey && (isLetter || key.length > 1) ? 'shift+' : ''
  return `${metaKey || ctrlKey ? 'mod+' : ''}${shift}${name}`
}
