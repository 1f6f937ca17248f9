import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { SourceNote } from '@/ui/SourceNote'
import { Steps } from '@/ui/Steps'
import type { AppraisalDetail } from '../appraisalsApi'
import { momentWord } from '../words'

/** The steps of the case, who took each and when. */
export function StepsCard({ appraisal }: { appraisal: AppraisalDetail }) {
  return (
    <Card title="评议流程">
      <View className="card-pad">
        <Steps
          steps={appraisal.steps.map(({ id, label, state, by, at, note }) => ({
            id,
            title: label,
            state,
            note: [by, at && momentWord(at), note].filter(Boolean).join(' · ') || undefined,
          }))}
        />
        <SourceNote source={appraisal.source} say="个人自评、党员互评、民主测评，再提出评定意见" />
      </View>
    </Card>
  )
}
