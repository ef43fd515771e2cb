'use client'
import { useSyncExternalStore } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { KeyBinding } from './key-binding.ts'
import { KeyCaps } from './key-caps.tsx'
import { boundKeys, singleKeysAreOn, switchSingleKeys, watchKeys } from './keyboard.ts'
import { spokenKeys } from './spoken-keys.ts'
import { useModKey } from './use-mod-key.ts'

const NONE: readonly KeyBinding[] = []

/** Every key that does something on this page, and the switch for those of one sign. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const bindings = useSyncExternalStore(watchKeys, boundKeys, () => NONE)
  const mod = useModKey()
  const on = useSyncExternalStore(watchKeys, singleKeysAreOn, () => true)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="All keys"
      description="They act on what is focused, and never while you type"
      className="sm:w-[680px]"
      footer={
        <div className="flex-1">
          <Checkbox checked={on} onChange={switchSingleKeys}>
            Keys of one sign act at once
          </Checkbox>
        </div>
      }
    >
      <div className="columns-1 gap-8 px-5 pb-4 sm:columns-2">
        {[...Map.groupBy(bindings, ({ group }) => group)].map(([group, members]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-ink-2 text-xs">{group}</h3>
            <dl>
              {members.map(({ keys, label }) => (
                <div key={keys} className="flex items-center justify-between gap-4 py-1">
                  <dt>{label}</dt>
                  <dd>
                    <span aria-hidden="true">
                      <KeyCaps keys={keys} />
                    </span>
                    <span className="sr-only">{spokenKeys(keys, mod)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
