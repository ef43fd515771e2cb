'use client'
import { useState } from 'react'
import { onSendKey } from '#components/session/on-send-key.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { formatDuration } from '#components/ui/format.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { FindingDraft } from './finding-draft.ts'
import { CATEGORY_WORDS, SEVERITY_WORDS, VERDICT_WORDS } from './finding-words.ts'
import { parsePlace } from './parse-place.ts'
import type { Findings } from './use-findings.ts'

/** A finding as it is written: where, what, how bad, and what it comes to. */
export function FindingForm({ findings, draft }: { findings: Findings; draft: FindingDraft }) {
  const { change, save, close, text, pending, problem } = findings
  const [unread, setUnread] = useState({ from: false, to: false })
  const canSave = draft.text.trim() !== '' && !pending && !unread.from && !unread.to
  const send = () => canSave && save()
  return (
    <form
      aria-label={draft.id ? 'Change a finding' : 'Write a finding'}
      className="grid grid-cols-1 gap-2.5 border-b bg-raised px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="grid grid-cols-2 gap-2 *:min-w-0">
        <PlaceField
          label="From"
          ms={draft.fromMs}
          onChange={(ms) => ms !== null && change({ fromMs: ms })}
          unread={unread.from}
          onUnread={(from) => setUnread({ ...unread, from })}
        />
        <PlaceField
          label="To (optional)"
          ms={draft.toMs}
          onChange={(toMs) => change({ toMs })}
          unread={unread.to}
          onUnread={(to) => setUnread({ ...unread, to })}
        />
        <Choice
          label="Category"
          words={CATEGORY_WORDS}
          value={draft.category}
          onChoose={(category) => change({ category })}
        />
        <Choice
          label="Severity"
          words={SEVERITY_WORDS}
          value={draft.severity}
          onChoose={(severity) => change({ severity })}
        />
      </div>
      <TextArea
        ref={text}
        label="What you found"
        placeholder="What you found"
        rows={3}
        maxLength={2_000}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={onSendKey(send)}
      />
      <Choice
        label="What it comes to"
        words={{
          upheld: VERDICT_WORDS.upheld.label,
          followUp: VERDICT_WORDS.followUp.label,
          clean: VERDICT_WORDS.clean.label,
        }}
        value={draft.verdict}
        onChoose={(verdict) => change({ verdict })}
      />
      {draft.still && <Still address={draft.still} onDrop={() => change({ still: null })} />}
      <FormProblem>{problem}</FormProblem>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" disabled={!canSave}>
          {pending ? 'Saving' : draft.id ? 'Save changes' : 'Save finding'}
        </Button>
      </div>
    </form>
  )
}

function Still({ address, onDrop }: { address: string; onDrop: () => void }) {
  return (
    <div className="flex items-center gap-3">
      {/* biome-ignore lint/performance/noImgElement: a picture out of this very page, which no optimiser can reach */}
      <img src={address} alt="What the recording shows at this moment" className="h-14 rounded-sm" />
      <Checkbox checked onChange={(kept) => !kept && onDrop()}>
        Keep this picture as evidence
      </Checkbox>
    </div>
  )
}

function Choice<Key extends string>({
  label,
  words,
  value,
  onChoose,
}: {
  label: string
  words: Record<Key, string>
  value: Key
  onChoose: (key: Key) => void
}) {
  const keys = Object.keys(words) as Key[] // the keys of a whole record, by its type
  return (
    <SelectField
      label={label}
      value={value}
      options={keys.map((key) => ({ value: key, label: words[key] }))}
      onChange={(chosen) => {
        const key = keys.find((one) => one === chosen)
        if (key) onChoose(key)
      }}
    />
  )
}

/** A place that can be typed; what cannot be read stays as it was typed, and says how it is written. */
function PlaceField({
  label,
  ms,
  onChange,
  unread,
  onUnread,
}: {
  label: string
  ms: number | null
  onChange: (ms: number | null) => void
  unread: boolean
  onUnread: (unread: boolean) => void
}) {
  const shown = ms === null ? '' : formatDuration(ms / 1_000)
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Field
      label={label}
      className="tn"
      value={typed ?? shown}
      onChange={(event) => setTyped(event.currentTarget.value)}
      aria-invalid={unread}
      {...(unread && { hint: <span className="text-failed">Write it as 1:30 or 1:02:03</span> })}
      onBlur={() => {
        if (typed === null) return
        const parsed = parsePlace(typed)
        const readable = parsed !== null || typed.trim() === ''
        onUnread(!readable)
        if (!readable) return
        if (typed !== shown) onChange(parsed)
        setTyped(null)
      }}
    />
  )
}
