'use client'
import { useEffect, useRef } from 'react'
import type { KeyBinding } from './key-binding.ts'
import { bindKeys } from './keyboard.ts'

/** Binds keys while the component is there; `?` lists them. `on` false takes them away for a while. */
export function useKeys(bindings: readonly KeyBinding[], on = true): void {
  const layer = useRef(bindings)
  useEffect(() => {
    layer.current = bindings
  })
  useEffect(() => (on ? bindKeys(layer) : undefined), [on])
}
