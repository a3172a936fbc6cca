select platform.in_edition(t) from unnest(array['information_governance.gateway', 'information_governance.sharing_purpose',
  'information_governance.dataset', 'information_governance.dataset_class', 'information_governance.sharing_agreement',
  'information_governance.agreement_purpose', 'information_governance.agreement_recipient', 'information_governance.sharing_term',
  'information_governance.term_cell']::regclass[]) t;
