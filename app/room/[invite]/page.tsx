import type { Metadata } from 'next'
import { Room } from '#components/room/room.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { ENTRY_WORDS } from '#lib/issuing/entry-words.ts'
import { LONGEST_NAME } from '#lib/issuing/model.ts'
import { inviteView } from '#lib/issuing/queries.ts'

type Props = { params: Promise<{ invite: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const invite = await inviteView((await params).invite)
  const title = invite.state === 'open' ? visibleText(invite.sessionName ?? 'Session') : 'Invite'
  return { title: { absolute: title }, robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

/** Where a link leads: into one session, without an account. */
export default async function RoomPage({ params }: Props) {
  const { invite } = await params
  return (
    <Room invite={invite} view={await inviteView(invite)} longestName={LONGEST_NAME} refusals={ENTRY_WORDS} />
  )
}
