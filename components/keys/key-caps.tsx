'use client'
import { Key } from '#components/ui/key.tsx'
import { useModKey } from './use-mod-key.ts'

const CAPS: Record<string, string> = {
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
  const mod = useModKey()
  const caps = keys
    .split(/[ +]/)
    .map((key) => (key === 'mod' ? mod : (CAPS[key] ?? (keys.includes('+') ? key.toUpperCase() : key))))
  return (
    <span className="inline-flex gap-[3px]">
      {caps.map((cap) => (
        <Key key={cap}>{cap}</Key>
      ))}
    </span>
  )
}
