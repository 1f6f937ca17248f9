import { plainDateOfInstant } from '@shared/core/plainDate'
import { bytesLabel } from '@shared/modules/files/model'
import { View } from '@tarojs/components'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { useStore } from '@/core/store'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { dropCourse, keptCourses } from '../../downloads'
import { CATALOGUE_PAGE, coursePage } from '../../learningApi'
import { MISSING, missingWord } from '../../missingWord'

/** Courses on this phone: how much they take, and the way to take them off. */
export default function DownloadsPage() {
  const courses = useStore(keptCourses, (state) => state.courses)
  const total = courses.reduce((sum, { bytes }) => sum + bytes, 0)
  return (
    <Page
      narrow
      title="存在本机的课程"
      crumbs={[{ label: '学习', url: '/pages/study/index' }, { label: '存在本机的课程' }]}
    >
      {courses.length === 0 && (
        <Card>
          <Empty icon="saved" title="还没有存课程">
            进隧道、上高墩之前，在课程页点“存到本机”，没有信号也能看、能答题
            <View className="mt3">
              <Button onClick={() => openPage(CATALOGUE_PAGE)}>去课程目录</Button>
            </View>
          </Empty>
        </Card>
      )}
      {courses.length > 0 && (
        <Section title="已存的课程" count={`共 ${bytesLabel(total)}`}>
          <Card>
            {courses.map(({ courseId, title, bytes, savedAt, missing }) => (
              <Row
                key={courseId}
                title={title}
                why={[
                  `${bytesLabel(bytes)} · ${dayWord(plainDateOfInstant(savedAt))}存的`,
                  ...(missing.length > 0 ? [`${MISSING}：${missingWord(missing)}`] : []),
                ].join('；')}
                act={
                  <>
                    <Button size="s" label={`删除：${title}`} onClick={() => dropCourse(courseId, title)}>
                      删除
                    </Button>
                    <Button size="s" label={`打开：${title}`} onClick={() => openPage(coursePage(courseId))}>
                      打开
                    </Button>
                  </>
                }
              />
            ))}
          </Card>
        </Section>
      )}
    </Page>
  )
}
