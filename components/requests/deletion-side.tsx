'use client'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { formatBytes } from '#components/ui/format.ts'
import { Time } from '#components/ui/time.tsx'
import type { RequestItem } from './request-item.ts'
import { SideFact, SideFrame, WhoAnswers, WhoAsked } from './side-frame.tsx'

/** Beside the list: the recording of the chosen deletion, and what would happen. */
export function DeletionSide({ deletion }: { deletion: Extract<RequestItem, { kind: 'delete' }> }) {
  const { archiveId, sessionName, recordedAt, size, askedBy, held, findings, mayAnswer } = deletion
  return (
    <SideFrame
      name={sessionName}
      about={
        <>
          <p className="text-ink-2">
            {recordedAt && <Time at={recordedAt} long />}
            {size !== null && `, ${formatBytes(size)}`}
          </p>
          <Button asChild className="justify-self-start">
            <Link href={`/archives/${archiveId}`}>Review it first</Link>
          </Button>
        </>
      }
      why={
        <>
          <WhoAsked name={askedBy} may="may ask, and never answers it" />
          {held && (
            <SideFact icon={<Lock aria-hidden="true" />}>On hold: first every hold must be lifted</SideFact>
          )}
          <WhoAnswers mayAnswer={mayAnswer}>
            {mayAnswer ? 'You may answer' : 'Somebody else must answer'}
          </WhoAnswers>
        </>
      }
      would={[
        ['Goes', 'The file, on the storage and on the platform, within a minute and for good'],
        [
          'Stays',
          `The record, a certificate${findings > 0 ? `, ${findings === 1 ? '1 finding' : `${findings} findings`}` : ''}`,
        ],
      ]}
    />
  )
}
