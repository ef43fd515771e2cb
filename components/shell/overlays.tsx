'use client'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useKeys } from '../keys/use-keys.ts'
import { useConsole } from './console-context.tsx'
import { placesFor } from './places.ts'

// Neither is on the page until asked for, so neither is in what the page loads first.
const Palette = dynamic(() => import('./palette.tsx').then((loaded) => loaded.Palette), { ssr: false })
const KeysDialog = dynamic(() => import('../keys/keys-dialog.tsx').then((loaded) => loaded.KeysDialog), {
  ssr: false,
})

type Overlay = 'palette' | 'keys'

const OverlayContext = createContext<{ open: (overlay: Overlay) => void }>({ open: () => {} })

/** How to open what floats over every page: the palette, and the list of keys. */
export const useOverlays = () => useContext(OverlayContext)

export function Overlays({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Overlay | null>(null)
  const close = () => setShown(null)
  useKeysEverywhere(setShown)
  const value = useMemo(() => ({ open: setShown }), [])
  return (
    <OverlayContext value={value}>
      {children}
      {shown === 'palette' && <Palette onClose={close} />}
      {shown === 'keys' && <KeysDialog open onClose={close} />}
    </OverlayContext>
  )
}

function useKeysEverywhere(open: (overlay: Overlay) => void): void {
  const router = useRouter()
  const { places } = useConsole()
  useKeys([
    {
      keys: 'mod+k',
      label: 'Find anything',
      group: 'Everywhere',
      whileTyping: true,
      run: () => open('palette'),
    },
    { keys: '?', label: 'All keys', group: 'Everywhere', run: () => open('keys') },
    ...placesFor(places).map(({ keys, label, href }) => ({
      keys,
      label: `Go to ${label}`,
      group: 'Everywhere',
      run: () => router.push(href),
    })),
  ])
}
