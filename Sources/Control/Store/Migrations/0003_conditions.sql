-- Sets one condition in a list of conditions. lastTransitionTime moves only when the status changes.
create function condition_set(conditions jsonb, type text, status text, reason text, message text)
returns jsonb language sql stable as $$
    select coalesce(jsonb_agg(c order by c ->> 'type') filter (where c ->> 'type' <> type), '[]') || jsonb_build_array(
        jsonb_build_object(
            'type', type, 'status', status, 'reason', reason, 'message', message,
            'lastTransitionTime', coalesce(
                max(c ->> 'lastTransitionTime') filter (where c ->> 'type' = type and c ->> 'status' = status),
                to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))))
    from jsonb_array_elements(conditions) c
$$;

-- Sets one condition of one resource, if it differs. Returns whether it was written.
create function resource_condition(resource bigint, type text, status text, reason text, message text)
returns boolean language sql as $$
    with written as (
        insert into resource_status as s (resource_id, conditions)
        values (resource, condition_set('[]', type, status, reason, message))
        on conflict (resource_id) do update
            set conditions = condition_set(s.conditions, type, status, reason, message), rev = s.rev + 1
            where s.conditions is distinct from condition_set(s.conditions, type, status, reason, message)
        returning 1)
    select exists (select 1 from written)
$$;
