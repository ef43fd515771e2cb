'use server'

import { defineAction } from '#lib/access/define-action.ts'
import {
  addRule as add,
  changeRule as change,
  findRule,
  findRulePlace,
  removeRule as remove,
} from './change-rules.ts'
import { changeRuleInput, previewInput, ruleDraft, ruleInput } from './model.ts'
import { previewChange as preview } from './preview-rules.ts'

/** Adds a rule of retention, for one project or for all. */
export const addRule = defineAction({
  name: 'retention.add',
  permission: 'retention.manage',
  confirmed: true,
  input: ruleDraft,
  scope: (tx, { projectId }) => findRulePlace(tx, projectId),
  audit: (draft) => ({ details: { after: draft } }),
  run: ({ tx, actor, input }) => add(tx, actor, input),
  messages: {},
})

/** Puts another rule in the place of one. */
export const changeRule = defineAction({
  name: 'retention.change',
  permission: 'retention.manage',
  confirmed: true,
  input: changeRuleInput,
  scope: (tx, { ruleId }) => findRule(tx, ruleId),
  audit: ({ draft }, rule) => ({ subject: `rule:${rule.id}`, details: { before: rule, after: draft } }),
  run: ({ tx, actor, scoped, input }) => change(tx, actor, scoped, input.draft),
  messages: {},
})

/** Takes a rule away; what only it let go is kept. */
export const removeRule = defineAction({
  name: 'retention.remove',
  permission: 'retention.manage',
  confirmed: true,
  input: ruleInput,
  scope: (tx, { ruleId }) => findRule(tx, ruleId),
  audit: (_input, rule) => ({ subject: `rule:${rule.id}`, details: { before: rule } }),
  run: ({ tx, scoped }) => remove(tx, scoped),
  messages: {},
})

/** What a change of rules would delete, before it is made. */
export const previewRetention = defineAction({
  name: 'retention.preview',
  permission: 'retention.manage',
  input: previewInput,
  scope: (tx, { ruleId, draft }) =>
    ruleId === null ? findRulePlace(tx, draft?.projectId ?? null) : findRule(tx, ruleId),
  audit: 'none',
  run: ({ tx, actor, scoped, input }) => preview(tx, actor, scoped, input),
  messages: {},
})
