'use client'
import { Flag, ImageIcon, Pencil, Trash2 } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { formatDuration } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { FindingView, ReviewPage } from '#lib/review/model.ts'
import { FindingForm } from './finding-form.tsx'
import { CATEGORY_WORDS, placeOf, SEVERITY_WORDS, VERDICT_WORDS } from './finding-words.ts'
import type { Findings } from './use-findings.ts'

type FindingListProps = {
  review: ReviewPage
  findings: Findings
  second: number
  onSeek: (second: number) => void
}

/** What was found, and where one writes down more. */
export function FindingList({ review, findings, second, onSeek }: FindingListProps) {
  const { draft, mark } = findings
  return (
    <section aria-labelledby="findings">
      <h2 id="findings" className="flex items-baseline gap-1.5 border-b px-4 py-3 font-[550]">
        Findings <span className="tn font-normal text-ink-2">{review.findings.length}</span>
      </h2>
      {review.othersHidden && (
        <p className="border-b px-4 py-3 text-ink-2">
          Two people review this recording. What the other one found is shown when both are done.
        </p>
      )}
      <ul>
        {review.findings.map((finding) => (
          <FindingItem
            key={finding.id}
            finding={finding}
            current={isAt(finding, second)}
            findings={findings}
            onSeek={onSeek}
          />
        ))}
      </ul>
      {review.findings.length === 0 && !draft && <p className="px-4 py-3 text-ink-2">Nothing found yet.</p>}
      {draft && <FindingForm key={draft.id ?? 'new'} findings={findings} draft={draft} />}
      {review.mayReview && !draft && (
        <div className="border-b px-4 py-3">
          <button
            type="button"
            onClick={mark}
            className="flex h-8 w-full pointer-coarse:h-11 items-center gap-2 rounded-md px-2.5 text-left ring-1 ring-edge ring-inset hover:bg-hover"
          >
            <span className="font-mono text-accent text-xs">{formatDuration(second)}</span>
            <span className="flex-1 text-ink-2">Write a finding at this moment</span>
            <Key>f</Key>
          </button>
        </div>
      )}
    </section>
  )
}

const isAt = ({ fromMs, toMs }: FindingView, second: number): boolean =>
  second * 1_000 >= fromMs - 500 && second * 1_000 <= (toMs ?? fromMs + 1_000)

function FindingItem({
  finding,
  current,
  findings,
  onSeek,
}: {
  finding: FindingView
  current: boolean
  findings: Findings
  onSeek: (second: number) => void
}) {
  const { label, tone } = VERDICT_WORDS[finding.verdict]
  return (
    <li
      aria-current={current ? 'time' : undefined}
      className="grid gap-1 border-b px-4 py-3 aria-[current=time]:bg-selected"
    >
      <div className="flex items-center gap-2">
        <button
          type="button"
          onClick={() => onSeek(finding.fromMs / 1_000)}
          className="hit-24 flex min-w-0 items-baseline gap-2 rounded-sm text-left hover:underline"
        >
          <span className="flex-none font-mono text-accent text-xs">{placeOf(finding)}</span>
          <span className="truncate font-[550]">{CATEGORY_WORDS[finding.category]}</span>
        </button>
        <span className="flex-1" />
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p className="wrap-anywhere whitespace-pre-line">{visibleLines(finding.text)}</p>
      <div className="flex min-h-6 items-center gap-1.5 text-ink-2 text-xs">
        <Flag aria-hidden="true" className="size-3 flex-none" />
        <span className="flex-none">{SEVERITY_WORDS[finding.severity]},</span>
        <PersonName name={finding.author} className="min-w-0" />
        <span className="flex-none">
          <Time at={finding.createdAt} />
          {finding.editedAt && ', changed'}
        </span>
        <span className="flex-1" />
        {finding.hasStill && <StillLink finding={finding} />}
        {finding.mine && (
          <>
            <IconButton small label="Change this finding" onClick={() => findings.edit(finding)}>
              <Pencil aria-hidden="true" className="size-3.5" />
            </IconButton>
            <IconButton small label="Remove this finding" onClick={() => findings.remove(finding)}>
              <Trash2 aria-hidden="true" className="size-3.5" />
            </IconButton>
          </>
        )}
      </div>
    </li>
  )
}

function StillLink({ finding }: { finding: FindingView }) {
  return (
    <a
      href={`/api/findings/${finding.id}/still`}
      target="_blank"
      rel="noopener"
      aria-label={`Picture at ${placeOf(finding)}, in a new tab`}
      title="Picture at this moment"
      className="hit-24 grid size-[22px] flex-none place-items-center rounded-md hover:bg-hover hover:text-ink"
    >
      <ImageIcon aria-hidden="true" className="size-3.5" />
    </a>
  )
}

/** Its lines stay; what is unseen in them is named. */
const visibleLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => visibleText(line, 2_000))
    .join('\n')
