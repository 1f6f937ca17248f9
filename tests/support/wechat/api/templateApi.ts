import { createHash } from 'node:crypto'
import { type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from '../http'
import type { StubState } from '../state'
import { type StubTemplate, templateLibrary } from '../templates'
import { withToken } from './tokens'

export const templateRoutes: ApiRoutes = {
  'GET /wxaapi/newtmpl/gettemplate': withToken(listTemplates),
  'POST /wxaapi/newtmpl/addtemplate': withToken(addTemplate),
  'POST /wxaapi/newtmpl/deltemplate': withToken(deleteTemplate),
}

function listTemplates(state: StubState): StubReply {
  return reply({ errcode: 0, errmsg: 'ok', data: state.templates.map(describeTemplate) })
}

function describeTemplate({ id, title, type, fields }: StubTemplate) {
  const enums = fields.flatMap(({ key, values }) =>
    values === undefined ? [] : [{ keywordCode: `${key}.DATA`, enumValueList: values }],
  )
  return {
    priTmplId: id,
    title,
    type,
    content: fields.map(({ label, key }) => `${label}:{{${key}.DATA}}\n`).join(''),
    example: fields.map(({ label, example }) => `${label}:${example}\n`).join(''),
    ...(enums.length > 0 && { keywordEnumValueList: enums }),
  }
}

function addTemplate(state: StubState, request: StubRequest): StubReply {
  const { tid, kidList, sceneDesc } = findJson(request) ?? {}
  const source = templateLibrary.find((candidate) => candidate.tid === String(tid))
  if (source === undefined) return fail(200014, 'invalid tid')
  const kids: unknown[] = Array.isArray(kidList) ? kidList : []
  const keywords = kids.map((kid) => source.keywords.find((keyword) => keyword.kid === kid))
  if (kids.length < 2 || kids.length > 5 || keywords.includes(undefined)) return fail(200020, 'invalid kidList')
  if (typeof sceneDesc !== 'string' || sceneDesc === '' || [...sceneDesc].length > 15) {
    return fail(200021, 'invalid sceneDesc')
  }
  const id = createHash('sha256').update(`${source.tid} ${kids.join()}`).digest('base64url')
  if (state.templates.some((template) => template.id === id)) return fail(200022, 'duplicate template')
  const fields = keywords.flatMap((keyword) =>
    keyword === undefined
      ? []
      : [{ key: `${keyword.type}${keyword.kid}`, label: keyword.label, example: keyword.example }],
  )
  state.templates.push({ id, title: source.title, type: source.type, fields })
  return reply({ errcode: 0, errmsg: 'ok', priTmplId: id })
}

function deleteTemplate(state: StubState, request: StubRequest): StubReply {
  const id = findJson(request)?.priTmplId
  if (!state.templates.some((template) => template.id === id)) return fail(20001, 'template not found')
  state.templates = state.templates.filter((template) => template.id !== id)
  return reply({ errcode: 0, errmsg: 'ok' })
}
