import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const NOBODY = 65534
const UNSHARE = ['unshare', '--user', '--map-user=1000', '--map-group=1000'] as const

export type Identity = {
  /** The command line that runs a command as this identity. */
  readonly wrap: (command: readonly string[]) => string[]
  /** Makes a file or folder this identity's own. */
  readonly own: (path: string) => void
  readonly spawn: { readonly uid?: number; readonly gid?: number }
}

/** How to run as somebody whom PostgreSQL accepts: it refuses root, and a cluster that is not its user's own. */
export function chooseIdentity(cluster: string): Identity {
  if (process.getuid?.() !== 0) return { wrap: (command) => [...command], own: () => {}, spawn: {} }
  const owner = existsSync(cluster) ? statSync(cluster) : undefined
  // Made by somebody else before: root runs it in their name, so that they can go on with it afterwards.
  if (owner && owner.uid !== 0) return somebody(owner.uid, owner.gid)
  // Root under another name: files stay root's, and paths below /root stay reachable.
  if (spawnSync(UNSHARE[0], [...UNSHARE.slice(1), 'true']).status === 0) {
    return { wrap: (command) => [...UNSHARE, ...command], own: chownTo(0, 0), spawn: {} }
  }
  // Containers usually forbid that, and have the project where anybody can read it.
  return somebody(NOBODY, NOBODY)
}

function somebody(uid: number, gid: number): Identity {
  return { wrap: (command) => [...command], own: chownTo(uid, gid), spawn: { uid, gid } }
}

const chownTo = (uid: number, gid: number) => (path: string) => {
  spawnSync('chown', ['-R', `${uid}:${gid}`, path])
}
