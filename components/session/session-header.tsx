'use client'
import { ArrowLeft, MicOff, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { Age, RunningTime } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import { type Transport, transportWords } from '#components/video/transport-words.ts'
import type { SessionView } from '#lib/live/model.ts'
import { InviteButton } from './invite-button.tsx'
import { placesWords } from './places-words.ts'
import { RecordingBadge } from './recording-badge.tsx'
import type { SessionRights } from './session-rights.ts'

type HeaderProps = {
  session: SessionView
  /** Not seen for too long to be called live. */
  stale: boolean
  transport: Transport | null
  rights: SessionRights
  onMuteAll: () => void
  onLiftMute: () => void
}

/** What this session is, how its media travels, and what is done to all of it at once. */
export function SessionHeader({ session, stale, transport, rights, onMuteAll, onLiftMute }: HeaderProps) {
  return (
    <section
      aria-label="Session"
      className="flex h-13 flex-none items-center gap-2.5 border-b px-4 max-sm:hidden"
    >
      <BackLink />
      <h1 className="flex min-w-0 font-semibold text-[0.9375rem] leading-5 tracking-[-0.01em]">
        <PersonName name={session.name} fallback="Session without a name" />
      </h1>
      <LiveBadge session={session} stale={stale} />
      <RecordingBadge archive={session.archive} word="REC" />
      <span className="ml-1 flex min-w-0 items-center text-ink-3 text-xs max-xl:hidden">
        <CopyId id={session.platformId} what="session ID" />
      </span>
      <span className="flex min-w-0 items-center gap-[5px] text-ink-3 text-xs max-lg:hidden">
        <ShieldCheck aria-hidden="true" className="size-3.5 flex-none" />
        <span className="truncate">{transportWords(session.mode, transport)}</span>
      </span>
      <span className="flex-1" />
      <span className="tn whitespace-nowrap text-ink-3 text-xs max-md:hidden">{placesWords(session)}</span>
      <span aria-hidden="true" className="mx-1 h-[18px] w-px flex-none bg-line-2 max-md:hidden" />
      {rights.has('session.mute') && (
        <MuteAll session={session} onMuteAll={onMuteAll} onLiftMute={onLiftMute} />
      )}
      {rights.has('invite.create') && <InviteButton sessionId={session.id} closed={session.closed} />}
    </section>
  )
}

function BackLink() {
  return (
    <Link
      href="/live"
      aria-label="Back to Live"
      title="Back to Live (Esc)"
      className="hit-24 -ml-1.5 grid size-(--control) flex-none place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
    >
      <ArrowLeft aria-hidden="true" className="size-4" />
    </Link>
  )
}

function LiveBadge({ session, stale }: { session: SessionView; stale: boolean }) {
  if (!session.live || !session.liveSince)
    return <StateBadge state="stale">{session.closed ? 'Closed' : 'Not live'}</StateBadge>
  if (stale)
    return (
      <StateBadge state="stale">
        No data <Age since={session.evidenceAt} />
      </StateBadge>
    )
  return (
    <StateBadge state="live">
      Live <RunningTime since={session.liveSince} />
    </StateBadge>
  )
}

function MuteAll({
  session,
  onMuteAll,
  onLiftMute,
}: {
  session: SessionView
  onMuteAll: () => void
  onLiftMute: () => void
}) {
  return (
    <>
      {session.muteForced && (
        <Button onClick={onLiftMute} disabled={!session.live}>
          Lift mute
        </Button>
      )}
      <Button onClick={onMuteAll} disabled={!session.live}>
        <MicOff aria-hidden="true" className="size-3.5" />
        Mute all
        <Key>⇧M</Key>
      </Button>
    </>
  )
}
