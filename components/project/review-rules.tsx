'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { saveReviewRules } from '#lib/review/actions.ts'
import type { ReviewRules as Rules } from '#lib/review/model.ts'

/** How a project wants its recordings reviewed. */
export function ReviewRules({ projectId, rules }: { projectId: string; rules: Rules }) {
  const [share, setShare] = useState(String(rules.secondReviews))
  const [watermark, setWatermark] = useState(rules.watermark)
  const { run, pending, problem } = useDoor()
  const secondReviews = /^\d{1,3}$/.test(share.trim()) ? Number(share) : Number.NaN
  const isChanged = secondReviews !== rules.secondReviews || watermark !== rules.watermark
  const save = () =>
    run(() => saveReviewRules({ projectId, secondReviews, watermark }), {
      done: 'How recordings are reviewed changed',
    })
  return (
    <section aria-labelledby="review-rules" className="mt-8">
      <h2 id="review-rules" className="font-[550]">
        Review <span className="ml-1.5 font-normal text-ink-2">How recordings are looked at</span>
      </h2>
      <form
        className="grid gap-3 border-b py-3"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field
          label="Of a hundred recordings, so many are reviewed by two people"
          className="max-w-md"
          inputMode="numeric"
          value={share}
          onChange={(event) => setShare(event.currentTarget.value)}
          hint="Which ones is decided by chance that nobody can sway. Neither sees what the other found until both are done."
        />
        <Checkbox checked={watermark} onChange={setWatermark}>
          Write the viewer’s name across the picture
        </Checkbox>
        <FormProblem>{secondReviews <= 100 ? problem : 'A whole number from 0 to 100.'}</FormProblem>
        <span>
          <Button type="submit" disabled={pending || !isChanged || !(secondReviews <= 100)}>
            {pending ? 'Saving' : 'Save'}
          </Button>
        </span>
      </form>
    </section>
  )
}
