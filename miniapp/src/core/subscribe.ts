import Taro from '@tarojs/taro'
import { isH5 } from './platform'

/** A person's answer to one message template. */
export interface Consent {
  templateId: string
  accepted: boolean
}

/** WeChat's own limit differs between versions (3 or 5); three works everywhere. */
const most = 3

/**
 * Asks, in WeChat, whether these one-time messages may be sent. Call it first thing in a tap's handler, nothing awaited
 * before, with ids fetched earlier: WeChat refuses anything that is not directly a tap. Never throws; no answer is no consent.
 */
export const askForMessages = (templateIds: readonly string[]): Promise<Consent[]> =>
  isH5 || templateIds.length === 0 ? Promise.resolve([]) : askInWeChat(templateIds.slice(0, most))

async function askInWeChat(tmplIds: string[]): Promise<Consent[]> {
  try {
    const answer = Object.entries(await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] }))
    return tmplIds.map((templateId) => ({
      templateId,
      accepted: answer.some(([id, said]) => id === templateId && String(said).startsWith('accept')),
    }))
  } catch {
    return []
  }
}
