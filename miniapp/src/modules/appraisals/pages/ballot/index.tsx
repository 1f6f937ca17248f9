import { ROUND_LABELS, type Round } from '@shared/modules/appraisals/model'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { appraisalsApi, forgetAppraisals } from '../../appraisalsApi'
import { ChoiceRow } from '../../components/ChoiceRow'

export default function BallotPage() {
  const { id = '', round: asked } = useParams()
  const round: Round = asked === 'ballot' ? 'ballot' : 'peer'
  const params = { caseId: id }
  const { data, error, refresh } = useQuery(
    id ? `appraisals/ballot/${id}/${round}` : undefined,
    () => appraisalsApi.ballotSheet({ params, query: { round } }),
    { keep: false },
  )
  // Held on this page only: what was chosen is nowhere before it is handed in, and nowhere afterwards.
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({})
  const people = data?.people ?? []
  const left = people.filter((one) => chosen[one.personId] === undefined).length
  const cast = useAction(async () => {
    const form = people.map(({ personId }) => ({ personId, choice: chosen[personId] ?? 0 }))
    const { repeated } = await appraisalsApi.cast({ params, body: { round, form } })
    forgetAppraisals()
    say(repeated ? '你已经交过，只算第一次' : '已交，只计入总数')
  })
  const submit = async () => {
    const sure = await confirmAct(
      '交了就不能改',
      '系统只记你参加了，选择只加进总数；交上去以后没有哪份记录写着你怎么选，所以也改不了。',
      '交表',
    )
    if (sure && (await cast.run())) await goBack()
  }
  const writing = data?.open === true && !data.done
  return (
    <Page
      title={ROUND_LABELS[round]}
      who={data && `${data.year}年度民主评议`}
      acts={
        writing && (
          <Button
            kind="fill"
            wide
            busy={cast.busy}
            reason={left > 0 ? `还有 ${left} 人没有选` : undefined}
            onClick={submit}
          >
            交表
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={cast.error} />
      {!data && !error && <Skeleton rows={6} />}
      {data?.done && (
        <Banner tone="ok" title={`你已经参加了${ROUND_LABELS[round]}`}>
          系统没有存你怎么选的
        </Banner>
      )}
      {data && !data.done && data.why && <Banner title={data.why} />}
      {writing && (
        <>
          <Card pad>
            <View className="between">
              <Text className="strong">只存总数，不存谁评了谁</Text>
              <Text className="note">
                {people.length - left} / {people.length} 人
              </Text>
            </View>
            <View className="mt2">
              <Bar value={people.length - left} total={people.length} label={`已选 ${people.length - left} 人`} />
            </View>
            <View className="note mt1">不满三票的不显示；反映他人问题请走本单位公布的信访、纪检渠道</View>
          </Card>
          <Card>
            {people.map((one) => (
              <ChoiceRow
                key={one.personId}
                name={one.name}
                note={one.note}
                choices={data.choices}
                value={chosen[one.personId]}
                onChange={(choice) => setChosen((before) => ({ ...before, [one.personId]: choice }))}
              />
            ))}
          </Card>
        </>
      )}
    </Page>
  )
}
