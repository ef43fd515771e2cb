const SPOKEN: Record<string, string> = {
  shift: 'Shift',
  Space: 'space bar',
  ArrowUp: 'arrow up',
  ArrowDown: 'arrow down',
  ArrowLeft: 'arrow left',
  ArrowRight: 'arrow right',
  '/': 'slash',
  '?': 'question mark',
  '\\': 'backslash',
  '.': 'full stop',
  '[': 'left bracket',
  ']': 'right bracket',
}

/** A binding as it is read out: `mod+k` is "Control and K", `g l` is "g, then l". */
export function spokenKeys(keys: string, mod: '⌘' | 'Ctrl'): string {
  const held = keys.includes('+')
  const spoken = (key: string) => {
    if (key === 'mod') return mod === '⌘' ? 'Command' : 'Control'
    return SPOKEN[key] ?? (held && key.length === 1 ? key.toUpperCase() : key)
  }
  return keys
    .split(' ')
    .map((press) => press.split('+').map(spoken).join(' and '))
    .join(', then ')
}
