'use client'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { saveStorage } from '#lib/custody/actions.ts'
import type { StoragePurpose, StorageView } from '#lib/custody/model.ts'
import { KIND_WORDS } from '#lib/custody/storage-words.ts'

type Kind = StorageView['kind']

/** A storage as a form. It is tried before it is saved; its secret is sent once and never comes back. */
export function StorageDialog({
  projectId,
  purpose,
  storage,
  onDone,
  onClose,
}: {
  projectId: string
  purpose: StoragePurpose
  storage: StorageView | null
  onDone: () => void
  onClose: () => void
}) {
  const [kind, setKind] = useState<Kind>(storage?.kind ?? 's3')
  const known = storage?.kind === kind ? storage : null
  return (
    <DoorDialog
      title={purpose === 'keep' ? 'Where recordings are kept' : 'Where the platform puts recordings'}
      description={
        purpose === 'keep'
          ? 'Before it is saved, a small file is written there, read back and deleted.'
          : 'Before it is saved, it is read. That its key can do no more than read is tried with a small file of Gavel’s own.'
      }
      verb="Try and save"
      doing="Trying it"
      send={({ secret, region, ...typed }) =>
        saveStorage({
          projectId,
          purpose,
          kind,
          ...typed,
          ...(kind === 's3' ? { region } : {}),
          ...(secret ? { secret } : {}),
        })
      }
      onDone={onDone}
      onClose={onClose}
    >
      <SelectField
        label="Kind"
        value={kind}
        onChange={(value) => setKind(value === 'azure' ? 'azure' : 's3')}
        options={(['s3', 'azure'] as const).map((value) => ({ value, label: KIND_WORDS[value] }))}
      />
      <StorageFields key={kind} kind={kind} purpose={purpose} storage={known} />
    </DoorDialog>
  )
}

function StorageFields({
  kind,
  purpose,
  storage,
}: {
  kind: Kind
  purpose: StoragePurpose
  storage: StorageView | null
}) {
  const words = WORDS[kind]
  return (
    <>
      <Field
        label="Address"
        name="endpoint"
        type="url"
        required
        maxLength={300}
        defaultValue={storage?.endpoint ?? ''}
        placeholder={words.endpoint}
      />
      {kind === 's3' && (
        <Field
          label="Region"
          name="region"
          required
          maxLength={40}
          defaultValue={storage?.region ?? ''}
          placeholder="eu-central-1"
        />
      )}
      <Field
        label={words.bucket}
        name="bucket"
        required
        maxLength={63}
        defaultValue={storage?.bucket ?? ''}
      />
      <Field
        label="Prefix"
        name="prefix"
        maxLength={200}
        defaultValue={storage?.prefix ?? (purpose === 'keep' ? 'gavel/' : '')}
        hint="What their names begin with: words that each end with a slash, or nothing."
      />
      <Field
        label={words.keyName}
        name="keyName"
        required
        maxLength={128}
        autoComplete="off"
        spellCheck={false}
        defaultValue={storage?.keyName ?? ''}
      />
      <Field
        label={words.secret}
        name="secret"
        type="password"
        required={storage === null}
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        {...(storage && { hint: 'Empty: the one that is set, as long as it is sent where it was.' })}
      />
    </>
  )
}

const WORDS: Record<Kind, { endpoint: string; bucket: string; keyName: string; secret: string }> = {
  s3: {
    endpoint: 'https://s3.eu-central-1.amazonaws.com',
    bucket: 'Bucket',
    keyName: 'Access key ID',
    secret: 'Secret access key',
  },
  azure: {
    endpoint: 'https://account.blob.core.windows.net',
    bucket: 'Container',
    keyName: 'Storage account',
    secret: 'Account key, or shared access signature',
  },
}
