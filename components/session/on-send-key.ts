import type { KeyboardEvent } from 'react'

/** For a form: ⌘↵ or Ctrl ↵ sends it, from whichever field. */
export function onSendKey(send: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault() // a form of one field would send itself once more
    send()
  }
}
