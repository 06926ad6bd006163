# A folder has room for 69 later entries and a close.
# shellcheck disable=SC1091,SC2154,SC2086
. "$FIXTURES/square/play.sh"
play_to sign-draw
from=clerk
to=budget
for number in $(seq 30 98); do
    urne handover square --from $from --to $to --time 2023-09-20T09:00:00Z --quiet || exit
    attest $number-handover.txt clerk budget || exit
    next=$from
    from=$to
    to=$next
done
urne handover square --from $from --to $to --time 2023-09-20T09:00:00Z 2>&1
echo "= $?"
urne close square --time 2023-09-20T09:00:00Z
urne verify square/public --quiet | grep V
attest 99-close.txt budget observer1
urne verify square/public | grep -E 'V04|V06|V21|^yes'
