/** What of the unit's settings the conversion reads (B-43: a unit rule). */
export interface CourseHourSettings {
  minutesPerStudyHour: number
  studyHoursPerDay: number
}

/** Study hours of a course, in steps of a tenth because courses take minutes; never more than a day may count. */
export const courseHours = (minutes: number, settings: CourseHourSettings): number =>
  Math.min(Math.floor((minutes * 10) / settings.minutesPerStudyHour) / 10, settings.studyHoursPerDay)
