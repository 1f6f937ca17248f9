import type { UiDriver, UiRuntime } from '../ui/driver'

/** 人手成本 — how many fields one job made people type, and how many it may. */
export interface Cost {
  job: string
  typed: number
  atMost: number
}

/** Plays a job and counts what these people typed in it. @throws when it is more than the job may cost. */
export async function measure(
  costs: Cost[],
  job: string,
  atMost: number,
  devices: readonly UiDriver[],
  play: () => Promise<void>,
): Promise<void> {
  const count = () => devices.reduce((sum, device) => sum + device.typedFields(), 0)
  const before = count()
  await play()
  const typed = count() - before
  costs.push({ job, typed, atMost })
  expect({ job, typed, withinLimit: typed <= atMost }).toEqual({ job, typed, withinLimit: true })
}

const width = (text: string): number => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 2 : 1), 0)
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))

/** The costs as a table for the person who runs the tests. */
export function costTable(runtime: UiRuntime, costs: readonly Cost[]): string {
  const place = runtime === 'weapp' ? '微信小程序' : '网页'
  const lines = costs.map(({ job, typed, atMost }) => `  ${pad(job, 32)}${pad(String(typed), 10)}${atMost}`)
  return [`手工输入的栏数（${place}）`, `  ${pad('做什么', 32)}${pad('输入', 10)}最多`, ...lines].join('\n')
}
