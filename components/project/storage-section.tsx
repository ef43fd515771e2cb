'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { removeStorage } from '#lib/custody/actions.ts'
import type { ProjectStorages, StoragePurpose, StorageView } from '#lib/custody/model.ts'
import { KIND_WORDS, PURPOSE_WORDS } from '#lib/custody/storage-words.ts'
import { StorageDialog } from './storage-dialog.tsx'
import { StorageFindingList } from './storage-findings.tsx'

type Step = { at: 'none' } | { at: 'set' | 'remove'; purpose: StoragePurpose }

/** Where a project's recordings lie, and what was found out about that. */
export function StorageSection({ projectId, storages }: { projectId: string; storages: ProjectStorages }) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'none' })
  const close = () => setStep({ at: 'none' })
  const done = () => {
    close()
    router.refresh()
  }
  return (
    <section aria-labelledby="storage" className="mt-8">
      <h2 id="storage" className="font-[550]">
        Storage <span className="ml-1.5 font-normal text-ink-2">Where recordings lie</span>
      </h2>
      <dl>
        {(['keep', 'uploads'] as const).map((purpose) => (
          <Place
            key={purpose}
            purpose={purpose}
            storage={storages[purpose]}
            onSet={() => setStep({ at: 'set', purpose })}
            onRemove={() => setStep({ at: 'remove', purpose })}
          />
        ))}
      </dl>
      {step.at === 'set' && (
        <StorageDialog
          projectId={projectId}
          purpose={step.purpose}
          storage={storages[step.purpose]}
          onDone={done}
          onClose={close}
        />
      )}
      {step.at === 'remove' && (
        <DoorDialog
          title="Use this storage no more?"
          description={
            step.purpose === 'keep'
              ? 'New recordings are kept on this server’s disk. Those that are in the storage stay there, and are read there.'
              : 'Gavel looks for no more recordings there. Those that it found stay where they are, and are read there.'
          }
          verb="Use it no more"
          doing="Saving"
          danger
          send={() => removeStorage({ projectId, purpose: step.purpose })}
          onDone={done}
          onClose={close}
        />
      )}
    </section>
  )
}

function Place({
  purpose,
  storage,
  onSet,
  onRemove,
}: {
  purpose: StoragePurpose
  storage: StorageView | null
  onSet: () => void
  onRemove: () => void
}) {
  const { name, about } = PURPOSE_WORDS[purpose]
  const thing = purpose === 'keep' ? 'the storage of recordings' : 'the storage of uploads'
  return (
    <div className="flex min-h-12 items-start gap-3 border-b py-3 max-sm:flex-wrap">
      <dt className="w-44 flex-none font-medium max-sm:w-full">{name}</dt>
      <dd className="flex min-w-0 flex-1 items-start gap-3 max-sm:flex-wrap">
        <div className="grid min-w-0 flex-1 gap-1.5">
          {storage ? <StorageFacts storage={storage} /> : <NoStorage purpose={purpose} />}
          <p className="text-ink-2 text-xs">{about}</p>
        </div>
        <span className="flex flex-none gap-2">
          <Button aria-label={`${storage ? 'Change' : 'Set'} ${thing}`} onClick={onSet}>
            {storage ? 'Change' : 'Set'}
          </Button>
          {storage && (
            <Button variant="ghost" aria-label={`Remove ${thing}`} onClick={onRemove}>
              Remove
            </Button>
          )}
        </span>
      </dd>
    </div>
  )
}

function NoStorage({ purpose }: { purpose: StoragePurpose }) {
  return <span>{purpose === 'keep' ? 'This server’s disk' : 'Not told'}</span>
}

function StorageFacts({ storage }: { storage: StorageView }) {
  const { kind, bucket, endpoint, prefix, keyName, checkedAt, findings } = storage
  return (
    <>
      <span className="wrap-anywhere">
        {KIND_WORDS[kind]}, {visibleText(bucket)}
        {prefix !== '' && <span className="text-ink-2">, below {visibleText(prefix)}</span>}
      </span>
      <span className="break-all font-mono text-xs">{endpoint}</span>
      <span className="text-ink-2">
        {kind === 's3' ? 'Key' : 'Account'} {visibleText(keyName)}, its secret is set
      </span>
      <StorageFindingList findings={findings} />
      {checkedAt && (
        <span className="text-ink-2">
          {findings.length === 0 ? 'Nothing found, looked at ' : 'Looked at '}
          <Time at={checkedAt} />
        </span>
      )}
    </>
  )
}
