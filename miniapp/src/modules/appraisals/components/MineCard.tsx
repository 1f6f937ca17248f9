import { sourceLabel } from '@shared/core/norm'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { type AppraisalDetail, pageOf } from '../appraisalsApi'
import type { useAppraisal } from '../useAppraisal'

interface MineCardProps {
  appraisal: AppraisalDetail
  confirm: ReturnType<typeof useAppraisal>['confirm']
}

/** What this person has to do in the case, and what was decided about him. */
export function MineCard({ appraisal, confirm }: MineCardProps) {
  const { mine, id } = appraisal
  if (!mine) return null
  const line = (label: string, done: boolean, open: boolean, url: string, verb: string) => (
    <MiniRow
      label={label}
      value={
        done ? (
          <Chip tone="ok">已交</Chip>
        ) : open ? (
          <Button size="s" kind="red" onClick={() => openPage(url)}>
            {verb}
          </Button>
        ) : (
          <Chip>还没开始</Chip>
        )
      }
      onClick={done && url.includes('/self/') ? () => openPage(url) : undefined}
    />
  )
  const ballot = pageOf('ballot', id)
  return (
    <Card title="我的评议">
      {line('个人自评', mine.self, mine.selfOpen, pageOf('self', id), '去自评')}
      {line('党员互评', mine.peer, mine.peerOpen, `${ballot}&round=peer`, '去互评')}
      {mine.votes && line('民主测评', mine.ballot, mine.ballotOpen, `${ballot}&round=ballot`, '去测评')}
      {mine.rating && (
        <>
          <MiniRow
            label={`评定意见：${mine.rating.label}`}
            note={[mine.rating.remark, mine.rating.reason && `更正：${mine.rating.reason}`].filter(Boolean).join(' · ')}
            value={
              mine.acknowledged ? (
                <Chip tone="ok">已签收</Chip>
              ) : (
                <Button size="s" kind="red" busy={confirm.busy} onClick={() => confirm.run()}>
                  签收
                </Button>
              )
            }
          />
          {mine.rule && (
            <View className="card-pad">
              <Banner title="条例的规定">
                <View>{mine.rule.text}</View>
                <View className="note">{sourceLabel(mine.rule.source)}</View>
              </Banner>
            </View>
          )}
        </>
      )}
    </Card>
  )
}
