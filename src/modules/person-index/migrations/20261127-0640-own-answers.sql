-- What a reviewer has answered lately, and for how long she has been at it, is asked by each look at her desk.
create index review_answer_of_reviewer on person_index.review_answer (reviewer_id, answered_at desc);
