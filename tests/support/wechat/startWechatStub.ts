import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { systemClock } from '@cloud/core/clock'
import { employeeRoutes } from './api/employee'
import { loginRoutes } from './api/login'
import { miniProgramCodeRoutes } from './api/miniProgramCodes'
import { subscribeRoutes } from './api/subscribe'
import { templateRoutes } from './api/templateApi'
import { tokenRoutes } from './api/tokens'
import { wecomRoutes } from './api/wecom'
import { createControl, type StubControl } from './control'
import { answerWithFaults, drawFaults } from './faults'
import { type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from './http'
import { createState, isoNow, type StubConfig, type StubState } from './state'

const routes: ApiRoutes = {
  ...tokenRoutes,
  ...loginRoutes,
  ...subscribeRoutes,
  ...templateRoutes,
  ...miniProgramCodeRoutes,
  ...employeeRoutes,
  ...wecomRoutes,
}

export interface WechatStub {
  /** Base URL for the adapter; the phone page is at `/phone`. */
  url: string
  control: StubControl
  stop(): Promise<void>
}

/** Starts WeChat's servers, as far as this product uses them, on 127.0.0.1. Port 0 or none: any free one. */
export async function startWechatStub({
  port = 0,
  clock = systemClock,
  ...config
}: Omit<StubConfig, 'clock'> & Partial<Pick<StubConfig, 'clock'>> & { port?: number }): Promise<WechatStub> {
  const state = createState({ ...config, clock })
  const control = createControl(state)
  const server = createServer((incoming, outgoing) => {
    answer(state, control, incoming, outgoing).catch((error) => {
      outgoing.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control,
    async stop() {
      await control.waitForEvents()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(state: StubState, control: StubControl, incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? '/', 'http://stub')
  const request: StubRequest = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body: await text(incoming),
  }
  const result = await route(state, control, request)
  if (result === undefined) {
    incoming.socket.resetAndDestroy()
    return
  }
  outgoing
    .writeHead(result.status, { 'content-type': result.contentType, 'cache-control': 'no-store' })
    .end(result.body)
}

async function route(state: StubState, control: StubControl, request: StubRequest): Promise<StubReply | undefined> {
  if (request.path === '/phone') {
    return { status: 200, contentType: 'text/html; charset=utf-8', body: readFileSync(join(__dirname, 'phone.html')) }
  }
  if (request.path.startsWith('/__stub/')) return runControl(control, request)

  const handler = routes[`${request.method} ${request.path}`]
  const result = await answerWithFaults(drawFaults(state, request.path), () =>
    handler === undefined ? { ...fail(43002, 'require another method or path'), status: 404 } : handler(state, request),
  )
  record(state, request, result)
  return result
}

async function runControl(control: StubControl, request: StubRequest): Promise<StubReply> {
  const action = new Map(Object.entries(control)).get(request.path.slice('/__stub/'.length))
  if (action === undefined || request.method !== 'POST') return reply({ error: 'no such control' }, 404)
  try {
    // What comes over HTTP is the tester's own; a wrong shape fails inside the action.
    const result: unknown = await (action as (input: unknown) => unknown)(findJson(request) ?? {})
    return reply({ result })
  } catch (error) {
    return reply({ error: String(error) }, 400)
  }
}

function record(state: StubState, { method, path, query, body }: StubRequest, result: StubReply | undefined): void {
  const errcode = typeof result?.body === 'string' ? /"errcode":(-?\d+)/.exec(result.body)?.[1] : undefined
  state.journal.push({
    at: isoNow(state),
    method,
    path,
    query: Object.fromEntries(query),
    body,
    status: result?.status ?? 0,
    errcode: Number(errcode ?? 0),
  })
}
