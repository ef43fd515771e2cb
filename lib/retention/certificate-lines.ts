import 'server-only'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import type { Certificate, CertificateFacts } from './certificate.ts'

export type Line = { kind: 'title' | 'head' | 'text' | 'small'; text: string }

/** What a certificate says, in the order in which it is read. */
export function certificateLines({ facts, keyId, signature, publicKey }: Certificate): Line[] {
  const { recording, entry } = facts
  return [
    { kind: 'title', text: 'Certificate of deletion' },
    text(`Deletion ${facts.deletion}, done ${facts.doneAt}`),
    head('Recording'),
    text(`Id ${recording.id}, on the platform ${recording.platformId}`),
    text(`Session ${recording.session}, on the platform ${recording.platformSession}`),
    text(`Project ${recording.project}`),
    text(`From ${recording.startedAt ?? 'unknown'} to ${recording.stoppedAt ?? 'unknown'}`),
    text(recording.seconds === null ? 'Length unknown' : `Length ${recording.seconds} s`),
    head('What there was'),
    ...facts.files.map(({ where, name, sha256, size, state }) =>
      text(
        `${where}${name ? ` ${name}` : ''}: ${size === null ? 'size unknown' : `${size} bytes`}, ${
          sha256 ? `SHA-256 ${sha256}` : 'no digest taken'
        }, ${state}`,
      ),
    ),
    head('Who, why and when'),
    ...whoLines(facts),
    text(`Why: ${facts.why}`),
    text(`Removed from the storage: ${facts.storageDoneAt ?? 'not known'}`),
    text(`Removed from the platform: ${facts.platformDoneAt ?? 'not known'}`),
    head('On the record'),
    text(`Audit entry ${entry.seq} of ${entry.at}`),
    text(`Its hash ${entry.hash}`),
    head('Signature'),
    text(`Ed25519 by the audit key ${keyId}:`),
    text(signature),
    ...publicKey.trim().split('\n').map(small),
    text(
      'Signed is the line "gavel certificate of deletion", a line break, and the JSON below (keys sorted, no spaces between, what is not ASCII unescaped). The facts, the key and the signature stand in the attached file deletion.json too.',
    ),
    small(escaped(canonicalJson(facts))),
  ]
}

function whoLines({ askedBy, askedAt, approvedBy, approvedAt, rule }: CertificateFacts): Line[] {
  if (rule && !askedBy)
    return [text(`By rule “${rule.name}” (${rule.id}), kept for ${rule.keepDays} days, begun ${askedAt}`)]
  return [
    text(`Asked for by ${askedBy?.name ?? 'nobody'} (${askedBy?.id ?? '-'}), ${askedAt}`),
    text(`Agreed to by ${approvedBy?.name ?? 'nobody'} (${approvedBy?.id ?? '-'}), ${approvedAt ?? '-'}`),
  ]
}

const head = (text: string): Line => ({ kind: 'head', text })
const text = (text: string): Line => ({ kind: 'text', text })
const small = (text: string): Line => ({ kind: 'small', text })

/** The same JSON in ASCII: what no font has is still there, letter by letter. */
const escaped = (json: string): string =>
  json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
