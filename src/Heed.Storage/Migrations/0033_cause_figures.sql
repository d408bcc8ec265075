-- All that the figures of the four causes ask of a case, by when it was resolved: they read this index and never the cases themselves.
-- Open cases are not in it, so it is written once, when a case is closed.
create index cases_resolved on cases (
  resolved_at, id, origin_direction, brand, origin_network, department_id, causes_seen, causes_said, topic, sentiment,
  hand_overs, department_hand_overs, boomerangs, boomerangs_stopped, return_of
) where resolved_at is not null;

-- Which answers went out harsh.
create index tone_records_message on tone_records (message_id) where message_id is not null;
