// The building blocks that pages are made of: views of our own, each made from official components.
export { type DateAnswer, type DateRead, dateAnswer, readDate } from './parts/date-answer.ts'
export { type Fact, factList } from './parts/facts.ts'
export {
  type Choice,
  checkboxesField,
  csrfField,
  dateField,
  type Field,
  fileField,
  form,
  radiosField,
  selectField,
  submitButton,
  type TextField,
  textArea,
  textField,
} from './parts/forms.ts'
export { type IdentityBar, identityBar } from './parts/identity-bar.ts'
export { definitionLink, link, pageHeading, paragraph, phoneLink, sectionHeading, type TagColour, tag } from './parts/links.ts'
export { type FilterForm, filterForm, numbersAround, type Pages, pageSize, pagination } from './parts/lists.ts'
export { keptCurrent, type LiveName, saysWhatChanged } from './parts/live.ts'
export { nothingHere, type SourceAge, sourceAges, type Withheld, withheldPanel } from './parts/panels.ts'
export { type Column, type DataTable, dataTable } from './parts/table.ts'
export { type TimelineEntry, type TimelineGap, timeline } from './parts/timeline.ts'
