import { useEffect, useState } from 'react'
import { useQuery } from '@/core/useQuery'
import { keptAt, readKeptCourse } from './downloads'
import { type CourseDetail, learningApi } from './learningApi'

/** A course as the service knows it, or as it was put onto this phone. */
export function useCourse(courseId: string) {
  const query = useQuery(`learning/course/${courseId}`, () => learningApi.course({ params: { courseId } }))
  const [kept, setKept] = useState<CourseDetail>()
  useEffect(() => {
    let isShown = true
    readKeptCourse(courseId).then(
      (course) => isShown && setKept(course),
      () => undefined,
    )
    return () => {
      isShown = false
    }
  }, [courseId])
  const isKept = query.data === undefined && kept !== undefined
  return { ...query, course: query.data ?? kept, savedAt: isKept ? keptAt(courseId) : query.savedAt }
}
