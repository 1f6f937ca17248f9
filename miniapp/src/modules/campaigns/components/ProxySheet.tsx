import { campaignsContract } from '@shared/modules/campaigns/contract'
import { sendOrKeep } from '@/core/offlineQueue'
import { type NodeView, TOUCHED } from '../campaignsApi'
import { ReasonSheet } from './ReasonSheet'

const { eventProxy } = campaignsContract.endpoints
const USUAL = ['手机没电', '没带手机', '不会用手机']

export interface Absent {
  personId: string
  name: string
}

interface ProxySheetProps {
  campaignId: string
  node: NodeView
  person: Absent
  onClose: () => void
  onDone: () => void
}

/** 代签到 — why somebody who is there cannot do it himself; without a signal it is kept and sent later. */
export function ProxySheet({ campaignId, node, person, onClose, onDone }: ProxySheetProps) {
  const { personId, name } = person
  const send = (reason: string) =>
    sendOrKeep(
      eventProxy,
      { params: { campaignId, nodeId: node.id }, body: { personId, reason, doneAt: new Date().toISOString() } },
      { label: `代${name}签到：${node.title}`, lane: `event:${node.id}`, touches: TOUCHED },
    )
  return (
    <ReasonSheet
      title={`代${name}签到`}
      sub="人确实在现场才能代签；原因写进记录"
      verb="确认代签"
      label="原因"
      usual={USUAL}
      kind="fill"
      act={send}
      onClose={onClose}
      onDone={onDone}
    />
  )
}
