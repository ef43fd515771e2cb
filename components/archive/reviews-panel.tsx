'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { assignReview } from '#lib/review/actions.ts'
import type { ReviewPage, ReviewView } from '#lib/review/model.ts'
import { VERDICT_WORDS } from './finding-words.ts'

/** Who reviews a recording and what they came to; and giving it to somebody. */
export function ReviewsPanel({ archiveId, review }: { archiveId: string; review: ReviewPage }) {
  const { reviews, secondWaits, reviewers } = review
  const second = reviews.find((one) => one.second)
  return (
    <section aria-labelledby="reviews" className="border-t px-4 py-3">
      <h2 id="reviews" className="mb-1.5 font-[550]">
        Review
      </h2>
      {reviews.length === 0 && <p className="text-ink-2">Nobody reviews it yet.</p>}
      <ul>
        {reviews.map((one) => (
          <ReviewLine key={one.id} review={one} />
        ))}
      </ul>
      {secondWaits && !second && <p className="py-1 text-ink-2">A second person is to look at it.</p>}
      {reviewers.length > 0 && <Assign archiveId={archiveId} review={review} />}
    </section>
  )
}

function ReviewLine({ review }: { review: ReviewView }) {
  const { state, verdict, words, second, reviewer, assignedBy, startedAt, doneAt } = review
  const shown = verdict && VERDICT_WORDS[verdict]
  return (
    <li className="py-1">
      <div className="flex items-center gap-2">
        <PersonName name={reviewer} className="min-w-0 font-medium" />
        {second && <span className="flex-none text-ink-2">second</span>}
        <span className="flex-1" />
        {shown ? (
          <Badge tone={shown.tone}>{shown.label}</Badge>
        ) : (
          <Badge tone={state === 'done' ? 'plain' : 'asked'}>{state === 'done' ? 'Done' : 'In review'}</Badge>
        )}
      </div>
      {words && <p className="wrap-anywhere">{visibleText(words, 2_000)}</p>}
      <p className="text-ink-2 text-xs">
        {doneAt ? 'Done ' : 'Since '}
        <Time at={doneAt ?? startedAt} />
        {assignedBy && <>, given by {visibleText(assignedBy)}</>}
      </p>
    </li>
  )
}

function Assign({ archiveId, review: { reviewers, reviews } }: { archiveId: string; review: ReviewPage }) {
  const [chosen, setChosen] = useState('')
  const { run, pending, problem } = useDoor()
  const give = () =>
    run(() => assignReview({ archiveId, reviewerId: chosen }), {
      done: 'Review given',
      onDone: () => setChosen(''),
    })
  return (
    <div className="mt-1.5 grid gap-2">
      <div className="flex items-end gap-2 [&>div]:min-w-0 [&>div]:flex-1">
        <SelectField
          label={reviews.length > 0 ? 'Give a second review to' : 'Give the review to'}
          value={chosen}
          onChange={setChosen}
          options={[
            { value: '', label: 'Choose somebody' },
            ...reviewers.map(({ accountId, name }) => ({ value: accountId, label: visibleText(name) })),
          ]}
        />
        <Button className="h-8!" disabled={chosen === '' || pending} onClick={give}>
          Give
        </Button>
      </div>
      <FormProblem>{problem}</FormProblem>
    </div>
  )
}
