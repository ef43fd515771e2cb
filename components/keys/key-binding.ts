export type KeyBinding = {
  /** `m`, `shift+m`, `mod+k`, or a sequence: `g l`. */
  keys: string
  /** What it does, for the list of all keys. */
  label: string
  group: string
  run: () => void
  /** Goes on while the key is held down. Whatever changes something is done once for each press. */
  repeats?: boolean
  /** Works while somebody types, too. */
  whileTyping?: boolean
}

/** Whether it is a bare character: those can be switched off, and never act while somebody types (WCAG 2.1.4). */
export function isSingleKey({ keys }: Pick<KeyBinding, 'keys'>): boolean {
  return keys.split(' ').every((key) => key.replace('shift+', '').length === 1)
}
