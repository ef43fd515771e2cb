'use client'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { replied } from '#components/ui/replied.ts'
import { Segmented } from '#components/ui/segmented.tsx'
import { ShownOnce } from '#components/ui/shown-once.tsx'
import { Time } from '#components/ui/time.tsx'
import { createInvite } from '#lib/issuing/actions.ts'
import type { InviteLink } from '#lib/issuing/model.ts'

type Made =
  | { state: 'none' }
  | { state: 'making' }
  | { state: 'made'; link: InviteLink }
  | { state: 'failed'; words: string }
type Role = 'publisher' | 'subscriber'

/** Makes a link by which one person enters this session. The link is shown once: the server keeps only its hash. */
export function InviteButton({ sessionId, closed }: { sessionId: string; closed: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={closed} className="max-sm:hidden">
        <Link2 aria-hidden="true" className="size-3.5" />
        Invite
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Invite somebody"
        description="A link for one person, valid for 24 hours. No account is needed."
      >
        {open && <InviteForm sessionId={sessionId} />}
      </Dialog>
    </>
  )
}

function InviteForm({ sessionId }: { sessionId: string }) {
  const [role, setRole] = useState<Role>('publisher')
  const [made, setMade] = useState<Made>({ state: 'none' })
  const make = async () => {
    setMade({ state: 'making' })
    const reply = await replied(createInvite({ sessionId, role }))
    if (!reply) return setMade({ state: 'failed', words: 'Gavel did not answer. Try again in a moment.' })
    setMade(reply.ok ? { state: 'made', link: reply.value } : { state: 'failed', words: reply.message })
  }
  return (
    <div className="grid gap-4 px-5 pb-5">
      <Segmented<Role>
        label="What they may do"
        chosen={role}
        onChoose={(chosen) => {
          setRole(chosen)
          setMade({ state: 'none' })
        }}
        segments={[
          { id: 'publisher', label: 'May speak and be seen' },
          { id: 'subscriber', label: 'May only watch' },
        ]}
      />
      {made.state === 'failed' && (
        <p role="alert" className="text-failed">
          {made.words}
        </p>
      )}
      {made.state === 'made' ? (
        <ShownOnce label="Invite link" value={made.link.url}>
          Shown this once. Good for one person, until <Time at={made.link.expiresAt} />.
        </ShownOnce>
      ) : (
        <Button
          variant="primary"
          className="h-8! justify-self-end"
          disabled={made.state === 'making'}
          onClick={make}
        >
          {made.state === 'making' ? 'Making the link' : 'Make the link'}
        </Button>
      )}
    </div>
  )
}
