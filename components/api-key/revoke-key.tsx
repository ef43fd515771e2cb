'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { revokeKey } from '#lib/keys/actions.ts'
import type { KeyRow } from '#lib/keys/model.ts'

/** Ends one key, after a question. */
export function RevokeKey({ apiKey: { id, name } }: { apiKey: KeyRow }) {
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button aria-label={`Revoke ${visibleText(name)}`} onClick={() => setAsking(true)}>
        Revoke
      </Button>
      {asking && (
        <DoorDialog
          title={`Revoke ${visibleText(name)}?`}
          description="The program that uses it is refused from its next request on. This cannot be undone."
          verb="Revoke key"
          doing="Revoking"
          danger
          send={() => revokeKey({ keyId: id })}
          onDone={() => {
            setAsking(false)
            router.refresh()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
