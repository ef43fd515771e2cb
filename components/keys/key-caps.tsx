import { Key } from '#components/ui/key.tsx'

const CAPS: Record<string, string> = {
  mod: '⌘',
  shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The caps of a binding: `g l` as two keys, `mod+k` as two that are held together. */
export function KeyCaps({ keys }: { keys: string }) {
  const caps = keys.split(/[ +]/).map((key) => CAPS[key] ?? key)
  return (
    <span className="inline-flex gap-[3px]">
      {caps.map((cap) => (
        <Key key={cap}>{cap}</Key>
      ))}
    </span>
  )
}
