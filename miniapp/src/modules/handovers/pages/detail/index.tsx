import { ROLE_LABELS } from '@shared/core/roles'
import { ENTRY_LABELS } from '@shared/modules/handovers/model'
import { View } from '@tarojs/components'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { HandoverActs } from '../../components/HandoverActs'
import { ItemRow } from '../../components/ItemRow'
import { PartiesCard } from '../../components/PartiesCard'
import { WordsSheet } from '../../components/WordsSheet'
import { useHandover } from '../../useHandover'

const LIST = '/modules/handovers/pages/list/index'

/** One handover as both sides see it: the list, what was asked about it, and the one button that moves it on. */
export default function Handover() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const acts = useHandover(id)
  const { data, error, refresh, words, write, accept } = acts
  const seat = data ? `${data.organizationName}${ROLE_LABELS[data.role]}` : '交接清单'
  const failed = accept.error ?? acts.give.error ?? acts.finish.error ?? acts.download.error
  const parties = data && (
    <View className="mt4">
      <PartiesCard handover={data} />
      <HandoverActs handover={data} acts={acts} />
      {data.entries.length > 0 && (
        <Section title="办理记录">
          <Card>
            {data.entries.map((entry) => (
              <MiniRow
                key={`${entry.at}${entry.kind}`}
                label={`${entry.byName}：${ENTRY_LABELS[entry.kind]}`}
                note={entry.text}
                value={entry.on}
              />
            ))}
          </Card>
        </Section>
      )}
    </View>
  )
  const items = data && (
    <Section title="未办结的事" count={`还有 ${data.pending} 项`}>
      <Card>
        {data.items.length === 0 && (
          <Empty title="没有未办结的事">移交人可以补充系统不知道的，没有的话接任人确认一下就接完了</Empty>
        )}
        {data.items.map((item) => (
          <ItemRow
            key={item.key}
            item={item}
            busy={accept.busy}
            onAccept={() => accept.run([item.key])}
            onAct={(act) => acts.about(item, act)}
          />
        ))}
      </Card>
    </Section>
  )
  return (
    <Page
      title={wide ? `${seat}的交接` : '交接清单'}
      who={wide ? undefined : seat}
      crumbs={[{ label: '岗位交接', url: LIST }, { label: seat }]}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={failed} />
      {!data && !error && <Skeleton rows={6} />}
      {data && wide && (
        <View className="cols">
          {items}
          {parties}
        </View>
      )}
      {data && !wide && (
        <>
          {parties}
          {items}
        </>
      )}
      {words && (
        <WordsSheet
          words={words}
          busy={write.busy}
          error={write.error}
          onClose={acts.closeWords}
          onSubmit={(text, heading) => write.run(text, heading)}
        />
      )}
    </Page>
  )
}
