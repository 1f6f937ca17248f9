import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { appraisalsApi, forgetAppraisals } from './appraisalsApi'

export type PlainStep = 'openPeer' | 'openBallot' | 'closeBallot' | 'report' | 'tell' | 'cancel'

/** One case as this person may see it, and what may be done with it. */
export function useAppraisal(caseId: string) {
  const params = { caseId }
  const query = useQuery(caseId ? `appraisals/detail/${caseId}` : undefined, () => appraisalsApi.get({ params }), {
    keep: false,
  })
  const settle = async () => {
    forgetAppraisals()
    await query.refresh()
  }
  const take = useAction(async (key: string, step: PlainStep, reason?: string) => {
    await appraisalsApi.step({ params, body: { step, ...(reason && { reason }) } }, { key })
    await settle()
  })
  const link = useAction(async (key: string, meetingId: string) => {
    await appraisalsApi.linkMeeting({ params, body: { meetingId } }, { key })
    await settle()
  })
  const confirm = useAction(async (key: string) => {
    await appraisalsApi.acknowledge({ params }, { key })
    await settle()
  })
  const download = useAction(async () => openFile(await appraisalsApi.export({ params })))
  return { ...query, take, link, confirm, download, settle }
}
