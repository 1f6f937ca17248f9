import { randomBytes } from 'node:crypto'
import { pushEvent, startPush } from './pushEvent'
import {
  creditKey,
  type FakeUser,
  type Fault,
  isoNow,
  makeOpenId,
  nowOf,
  resetState,
  type StubFlags,
  type StubState,
} from './state'

/** A person's answer per template in the subscribe popup. */
export type PopupChoices = Readonly<Record<string, 'accept' | 'reject' | 'ban'>>

const codeLifetimeMs = 300_000

/** What a tester, the phone page or a person's finger does to the stub. Over HTTP: POST `/__stub/<name>` with JSON. */
export type StubControl = ReturnType<typeof createControl>

export function createControl(state: StubState) {
  function getUser(openId: string): FakeUser {
    const user = state.users.get(openId)
    if (user === undefined) throw new Error(`no such user: ${openId}`)
    return user
  }

  function mintCode(codes: StubState['loginCodes'], openId: string): string {
    getUser(openId)
    const code = `0${randomBytes(24).toString('base64url').slice(0, 31)}`
    codes.set(code, { openId, expiresAt: nowOf(state) + codeLifetimeMs, isUsed: false })
    return code
  }

  return {
    /** Forgets everything, also clock, flags and faults. */
    reset: (): void => resetState(state),

    addUser(input: Partial<FakeUser> & { nickname: string }): FakeUser {
      const user = {
        openId: makeOpenId(),
        unionId: `u${makeOpenId()}`,
        phone: `138${String(state.users.size).padStart(8, '0')}`,
        isHighRisk: false,
        ...input,
      }
      state.users.set(user.openId, user)
      return user
    },

    /** What `wx.login()` would return on this person's phone. */
    mintLoginCode: ({ openId }: { openId: string }): string => mintCode(state.loginCodes, openId),

    /** What the phone-number button would return. */
    mintPhoneCode: ({ openId }: { openId: string }): string => mintCode(state.phoneCodes, openId),

    /** The person answers the popup: credits, event, and the result `wx.requestSubscribeMessage` would give. */
    simulatePopup({ openId, choices }: { openId: string; choices: PopupChoices }): Record<string, string> {
      getUser(openId)
      const lines = Object.entries(choices).map(([templateId, answer]) => {
        const key = creditKey(openId, templateId)
        const left = state.credits.get(key) ?? 0
        if (answer === 'accept') state.credits.set(key, left + 1)
        return { TemplateId: templateId, SubscribeStatusString: answer, PopupScene: 0 }
      })
      pushEvent(state, openId, 'subscribe_msg_popup_event', lines)
      return { ...choices, errMsg: 'requestSubscribeMessage:ok' }
    },

    /** The person switches templates off in the settings. */
    refuseLater({ openId, templateIds }: { openId: string; templateIds: string[] }): void {
      getUser(openId)
      for (const id of templateIds) state.credits.set(creditKey(openId, id), 0)
      const lines = templateIds.map((id) => ({ TemplateId: id, SubscribeStatusString: 'reject' }))
      pushEvent(state, openId, 'subscribe_msg_change_event', lines)
    },

    /** Sets credits without any popup or event. */
    grantCredits({ openId, templateId, count }: { openId: string; templateId: string; count: number }): void {
      getUser(openId)
      state.credits.set(creditKey(openId, templateId), count)
    },

    /** The person binds the employee relation in WeChat and takes these templates; none: unbinds. */
    bindEmployee({ openId, templateIds }: { openId: string; templateIds?: string[] }): void {
      getUser(openId)
      if (templateIds) state.employees.set(openId, new Set(templateIds))
      else state.employees.delete(openId)
    },

    addWecomUser({ userId }: { userId: string }): void {
      state.wecomUsers.add(userId.toLowerCase())
    },

    /** Kills the current WeCom token. */
    revokeWecomToken(): void {
      if (state.wecomToken) state.wecomToken.isRevoked = true
    },

    listEmployeeMessages: ({ openId }: { openId?: string } = {}) =>
      state.employeeMessages.filter((message) => openId === undefined || message.openId === openId),

    listCards: ({ userId }: { userId?: string } = {}) =>
      state.cards.filter((card) => userId === undefined || card.userId === userId),

    setFlags: (flags: Partial<StubFlags>): StubFlags => Object.assign(state.flags, flags),

    /** Replaces the fault plan. */
    setFaults({ faults }: { faults: Fault[] }): void {
      state.faults = faults.map((fault) => ({ fault, seen: 0, hits: 0 }))
    },

    advanceClock({ ms }: { ms: number }): string {
      state.clockOffsetMs += ms
      return isoNow(state)
    },

    /** Kills the current stable token, as a forced refresh by somebody else would. */
    revokeToken(): void {
      const token = state.tokens.get(state.stableToken ?? '')
      if (token !== undefined) token.isRevoked = true
    },

    /** Sends what `areEventsHeld` kept back, newest first when `isReversed`. */
    releaseEvents({ isReversed = false }: { isReversed?: boolean } = {}): void {
      const held = state.heldPushes.splice(0)
      for (const record of isReversed ? held.reverse() : held) startPush(state, record)
    },

    /** Waits until no push is on its way. */
    async waitForEvents(): Promise<void> {
      while (state.pendingPushes.size > 0) await Promise.all(state.pendingPushes)
    },

    listMessages: ({ openId }: { openId?: string } = {}) =>
      state.messages.filter((message) => openId === undefined || message.openId === openId),

    journal: () => state.journal,

    pushes: () => state.pushes,

    /** Everything the phone page shows. */
    snapshot() {
      const users = [...state.users.values()].map(({ openId, nickname, phone }) => ({
        openId,
        nickname,
        phone,
        credits: state.templates.map(({ id }) => state.credits.get(creditKey(openId, id)) ?? 0),
        messages: state.messages.filter((message) => message.openId === openId).reverse(),
      }))
      const templates = state.templates.map(({ id, title, type, fields }) => ({ id, title, type, fields }))
      return { now: isoNow(state), appUrl: state.config.appUrl, phoneCharges: state.phoneCharges, templates, users }
    },
  }
}
