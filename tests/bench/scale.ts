import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Memory } from './openBench'
import { runWorker } from './runWorker'

const SMALL = 200
const LARGE = 2_000

type Night = { seconds: number } & Memory
interface Nights {
  /** Every plan computed anew: the first night after a start, and before Monday. */
  whole: Night
  /** Any other night. */
  usual: Night
}

/** Seconds, milliseconds and MB of 2,000 branches with 30,000 members and a year of meetings on the embedded store. */
export interface ScaleFigures {
  nights: Nights
  /** Time per branch with 2,000 branches against 200. */
  growth: number
  board: { board: number; next: number; slipping: number; standing: number; floor: number }
  /** `cold`: the first facts after a start. */
  fact: { fact: number; cold: number; floor: number }
}

async function withFolder<T>(branches: number, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), `zx-bench-${branches}-`))
  try {
    await runWorker('scaleWorker.ts', 'fill', folder, String(branches))
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const measureNights = (folder: string) => runWorker<Nights>('scaleWorker.ts', 'night', folder)

/** Nightly reconcile, superior's board and the reconcile after one fact, each in processes of their own. Takes minutes to fill. */
export async function benchScale(): Promise<ScaleFigures> {
  const small = await withFolder(SMALL, measureNights)
  return withFolder(LARGE, async (folder) => {
    const nights = await measureNights(folder)
    return {
      nights,
      growth: nights.whole.seconds / LARGE / (small.whole.seconds / SMALL),
      board: await runWorker<ScaleFigures['board']>('scaleWorker.ts', 'board', folder),
      fact: await runWorker<ScaleFigures['fact']>('scaleWorker.ts', 'fact', folder),
    }
  })
}
