'use client'
import { Badge } from '#components/ui/badge.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { FindingView, ReviewPage, ReviewView } from '#lib/review/model.ts'
import { CATEGORY_WORDS, placeOf, VERDICT_WORDS } from './finding-words.ts'
import { pairFindings } from './pair-findings.ts'

/** What two people came to, side by side, once both are done. */
export function CompareReviews({
  review: { reviews, findings },
  onSeek,
}: {
  review: ReviewPage
  onSeek: (second: number) => void
}) {
  const [first, second] = reviews
  if (!first?.verdict || !second?.verdict) return null
  const by = ({ reviewerId }: ReviewView) => findings.filter(({ authorId }) => authorId === reviewerId)
  const agree = first.verdict === second.verdict
  return (
    <section aria-labelledby="compare" className="border-t px-4 py-3">
      <h2 id="compare" className="mb-2 font-[550]">
        Two reviews{' '}
        <span className={agree ? 'font-normal text-confirmed' : 'font-normal text-alert'}>
          {agree ? 'They agree' : 'They differ'}
        </span>
      </h2>
      <table className="w-full table-fixed border-collapse text-left align-top">
        <thead>
          <tr>
            {[first, second].map((one) => (
              <th key={one.id} scope="col" className="pr-2 pb-2 align-top font-normal">
                <PersonName name={one.reviewer} className="block font-medium" />
                <Badge tone={VERDICT_WORDS[one.verdict ?? 'clean'].tone}>
                  {VERDICT_WORDS[one.verdict ?? 'clean'].label}
                </Badge>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pairFindings(by(first), by(second)).map((pair) => (
            <tr key={`${pair.first?.id} ${pair.second?.id}`} className="border-t">
              <Cell finding={pair.first} onSeek={onSeek} />
              <Cell finding={pair.second} onSeek={onSeek} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({ finding, onSeek }: { finding: FindingView | null; onSeek: (second: number) => void }) {
  if (!finding) return <td className="py-1.5 pr-2 align-top text-ink-2">Nothing here</td>
  return (
    <td className="py-1.5 pr-2 align-top">
      <button
        type="button"
        className="hit-24 block font-mono text-accent text-xs hover:underline"
        onClick={() => onSeek(finding.fromMs / 1_000)}
      >
        {placeOf(finding)}
      </button>
      <span className="block truncate">{CATEGORY_WORDS[finding.category]}</span>
      <span className="block truncate text-ink-2" title={visibleText(finding.text, 400)}>
        {visibleText(finding.text, 200)}
      </span>
    </td>
  )
}
