'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { finishReview } from '#lib/review/actions.ts'
import type { Verdict } from '#lib/review/model.ts'
import { VERDICT_WORDS } from './finding-words.ts'

/** What somebody's review of a recording came to. */
export function FinishDialog({
  archiveId,
  findings,
  onClose,
}: {
  archiveId: string
  findings: number
  onClose: () => void
}) {
  const router = useRouter()
  const [verdict, setVerdict] = useState<Verdict>(findings > 0 ? 'upheld' : 'clean')
  const segments = (['clean', 'upheld', 'followUp'] as const).map((id) => ({
    id,
    label: VERDICT_WORDS[id].label,
  }))
  return (
    <DoorDialog
      title="Finish your review"
      description="It stays as you say it here. Findings can still be written afterwards."
      verb="Finish review"
      doing="Finishing"
      send={({ words }) =>
        finishReview({ archiveId, verdict, ...(words?.trim() && { words: words.trim() }) })
      }
      onDone={() => {
        announce('Review finished', 'own')
        onClose()
        router.refresh()
      }}
      onClose={onClose}
    >
      <span>
        <Segmented label="What it came to" segments={segments} chosen={verdict} onChoose={setVerdict} />
      </span>
      <TextArea
        label="In your words (optional)"
        name="words"
        placeholder="In your words (optional)"
        rows={3}
        maxLength={2_000}
      />
    </DoorDialog>
  )
}
