'use client'
import { Link2, PanelRightClose } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useKeys } from '#components/keys/use-keys.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatCount, formatUtc } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import type { EntryDetail, PageQuery } from '#lib/record/model.ts'
import { auditPath } from './audit-path.ts'
import { EntryOutcome } from './entry-outcome.tsx'
import { actorName, verbOf } from './entry-words.ts'

/** All of one entry: a sentence, what belongs with it, what stands in it, and its place in the chain. */
export function EntryInspector({ entry, query }: { entry: EntryDetail; query: PageQuery }) {
  const router = useRouter()
  const { copied, copy } = useCopy()
  const close = () => router.push(auditPath(query, { entry: undefined }), { scroll: false })
  useKeys([{ keys: 'Escape', label: 'Close the entry', group: 'Audit log', run: close }])
  return (
    <aside
      id="inspector"
      aria-label="Chosen entry"
      className="flex w-(--inspector) flex-none flex-col overflow-y-auto border-l bg-surface max-[1180px]:absolute max-[1180px]:inset-y-0 max-[1180px]:right-0 max-[1180px]:z-20 max-[1180px]:shadow-dialog max-sm:w-full max-sm:border-l-0"
    >
      <div className="flex items-center gap-1 px-4 pt-3 pb-2.5">
        <h2 className="tn min-w-0 flex-1 font-[550] text-base">Entry {formatCount(entry.seq)}</h2>
        <IconButton
          label={copied ? 'Copied' : 'Copy link'}
          onClick={() => copy(new URL(auditPath({ entry: entry.seq }), location.href).href)}
        >
          <Link2 aria-hidden="true" className="size-3.5" />
        </IconButton>
        <IconButton label="Close the panel" onClick={close}>
          <PanelRightClose aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
      <Sentence entry={entry} />
      <Related entry={entry} query={query} />
      <Facts entry={entry} />
      <Chain entry={entry} />
    </aside>
  )
}

function Sentence({ entry }: { entry: EntryDetail }) {
  const { subject, at } = entry
  const name = actorName(entry)
  return (
    <div className="flex gap-2.5 px-4 pb-3">
      <Avatar name={name} size="lg" />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <PersonName name={name} className="font-medium" /> {verbOf(entry)}{' '}
          {subject &&
            (subject.href ? (
              <Link href={subject.href} className="font-medium text-accent hover:underline">
                <PersonName name={subject.words} />
              </Link>
            ) : (
              <PersonName name={subject.words} className="font-medium" />
            ))}
        </p>
        <p className="tn text-ink-2">
          <Time at={at} seconds /> <span className="text-xs">({formatUtc(at)})</span>
        </p>
      </div>
    </div>
  )
}

function Related({ entry: { seq: own, related }, query }: { entry: EntryDetail; query: PageQuery }) {
  if (related.length < 2) return null
  return (
    <section className="border-t px-4 py-3">
      <h3 className="mb-1.5 font-[550]">By the same request</h3>
      <ul>
        {related.map((one) => (
          <li key={one.seq} className="tn flex h-8 items-center gap-2.5">
            <EntryOutcome entry={one} />
            <span className="min-w-0 flex-1 truncate font-mono text-ink-2 text-xs">{one.action}</span>
            {one.seq === own ? (
              <span className="text-ink-2">this entry</span>
            ) : (
              <Link
                href={auditPath(query, { entry: one.seq })}
                scroll={false}
                className="text-accent hover:underline"
              >
                {formatCount(one.seq)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ entry: { facts, details } }: { entry: EntryDetail }) {
  return (
    <section className="border-t px-4 py-3">
      <h3 className="mb-2 font-[550]">What stands in it</h3>
      <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-y-1 rounded-lg bg-canvas p-3 font-mono text-xs ring-1 ring-line ring-inset">
        {[...facts, ...details].map(({ name, value }) => (
          <Fact key={name} name={name}>
            {visibleText(value, 400)}
          </Fact>
        ))}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="truncate text-ink-2">{visibleText(name, 40)}</dt>
      <dd className="min-w-0 wrap-anywhere">
        <bdi>{children}</bdi>
      </dd>
    </>
  )
}

function Chain({ entry: { prevHash, hash, nextHash } }: { entry: EntryDetail }) {
  return (
    <section className="border-t px-4 py-3">
      <h3 className="mb-1.5 font-[550]">Chain</h3>
      <dl className="grid grid-cols-[72px_minmax(0,1fr)] items-center">
        <dt className="text-ink-2">Previous</dt>
        <dd>
          <CopyId id={prevHash} what="previous hash" />
        </dd>
        <dt className="text-ink-2">This</dt>
        <dd className="text-confirmed">
          <CopyId id={hash} what="hash" />
        </dd>
        <dt className="text-ink-2">Next</dt>
        <dd>{nextHash ? <CopyId id={nextHash} what="next hash" /> : 'This is the last one'}</dd>
      </dl>
    </section>
  )
}
